# ---- lab exercises --------------------------------------------------------------------------------------------------

# What `lab setup` left on the node and what a student answered there, in one text: a command that is none would be told
# from an empty folder by the manifest alone. Times are those of the files themselves, since a word in a file is quickly
# changed.
capture_lab() {
  label="lab (records of exercises and answers to them)"
  # shellcheck disable=SC2016 # the inner shell expands it
  capture sos_commands/lab/records sh -c '
    tell() {
      [ -f "$2" ] && [ ! -L "$2" ] || return 0
      # A name of several lines would be read as another record.
      [ "$1" = "$(printf "%s" "$1" | tr -d "\001-\037\177")" ] || { echo "a name holds control characters" >&2; return 0; }
      printf "%s %s\n" "$1" "$(stat -c "mtime %Y ctime %Z" "$2")"
      head -c 65536 "$2" | tr -d "\000\r" | sed "s/^/| /"
      echo
    }
    for folder in /var/lib/sospect-lab/*/; do
      exercise=${folder%/} && exercise=${exercise##*/}
      [ -d "$folder" ] && [ ! -L "${folder%/}" ] || continue
      tell "record $exercise" "${folder}record"
      for done in "$folder"done/*; do tell "done $exercise ${done##*/}" "$done"; done
    done
    for answers in /root/lab-answers/*; do tell "answers ${answers##*/}" "$answers"; done
    echo end'
}
