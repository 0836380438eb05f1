# ---- secrets --------------------------------------------------------------------------------------------------------

mask_program() {
  cat <<'AWK'
@mask.awk@
AWK
}

# What cannot be read as text cannot be masked, and is left out.
drop_binary() {
  printf 'text\n' | grep -qI text 2>/dev/null || return 0
  (cd "$stage" && find "./$name" -type f -size +0c -exec grep -LI -e '' {} + 2>/dev/null) >"$scratch/binary"
  while IFS= read -r path; do
    is_captured "$path" || die 5 "what is no text cannot be told from text: nothing is packed"
    rm -f "$stage/$path"
    path=${path#"./$name/"}
    record_absent "copy /$path" "$path" "skipped: it is no text, so that secrets in it cannot be masked" 0 true
  done <"$scratch/binary"
}

# Whether PATH, from the stage, is a plain file that was captured: nothing else is written to, and nothing else removed.
is_captured() {
  case $1 in "./$name/"*/../*) return 1 ;; "./$name/"* | ./captures) ;; *) return 1 ;; esac
  [ -f "$stage/$1" ] && [ ! -L "$stage/$1" ]
}

# Replaces the secrets in all that was captured. A file keeps its owner, mode and time. Paths are from the stage, so that no
# awk takes one for something else, and each is one line (see leave_plain).
mask_all() {
  masked=false masked_values=0 masked_secrets=0
  [ -n "$masking" ] || return 0
  say "masking secrets"
  masked=true
  (cd "$stage" && find "./$name" -type f && echo ./captures) >"$scratch/list"
  mkdir "$scratch/masked"
  salt=$(od -An -N3 -tx1 /dev/urandom | tr -d ' \n')
  mask_program >"$scratch/mask.awk"
  (cd "$stage" && exec awk -v OUT=scratch.main/masked -v NAME="$salt" -f scratch.main/mask.awk) \
    <"$scratch/list" >"$scratch/changed" 2>"$scratch/stderr" &
  child=$!
  wait "$child" || die 5 "secrets cannot be masked: $(head -n 1 "$scratch/stderr")"
  child=''
  awk 'NR == FNR { path[NR] = $0; next } $1 != "total" { print $1 " " path[$1] }' "$scratch/list" "$scratch/changed" >"$scratch/replace"
  while IFS= read -r line; do
    path=${line#* } from=$scratch/masked/${line%% *}
    is_captured "$path" || die 5 "secrets cannot be masked in $path"
    touch -r "$stage/$path" "$from"
    cat "$from" >"$stage/$path" || die 5 "secrets cannot be masked in $path"
    touch -r "$from" "$stage/$path"
  done <"$scratch/replace"
  read -r _ masked_values masked_secrets <<TOTAL
$(tail -n 1 "$scratch/changed")
TOTAL
  rm -rf "$scratch/masked"
}
