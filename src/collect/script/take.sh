# shellcheck shell=sh disable=SC3013 # dash, bash and busybox know -ef
# Reads single files from directories in which others may write, while they may exchange what lies there for links, pipes or
# other names of files that they may not read. So no path is followed: each directory is entered from the one above, and
# left again unless that is what it lies in. What is copied is what was opened, if it is a plain file, lies there under that
# name, and is no second name of somebody else's file.
#
#   take.sh end BASE PATH BYTES TIME     prints the last BYTES of BASE/PATH, and gives the file TIME its time
#   take.sh copy BASE FOLDER TOP BYTES   copies to TOP each path on standard input, FOLDER/..., that lies in BASE below /
#   take.sh home HOME TOP BYTES          copies to TOP what of /home/HOME tells of images
#
# The last two print "REASON PATH" for each path, with "taken" for what was copied. A path that cannot be read ends the
# first with 3, one that is a second name with 4.
set -u

step() { # DIRECTORY, with the one that it has to lie in as file descriptor 5
  cd -P "./$1" && [ .. -ef /proc/self/fd/5 ] && [ ! -L "/proc/self/fd/5/$1" ] && [ . -ef "/proc/self/fd/5/$1" ]
}

# Goes to the directory of PATH below BASE. BASE is root's; a link may lead there.
enter() { # BASE PATH
  cd -P "$1" || return
  way=$2
  while :; do
    case $way in */*) ;; *) break ;; esac
    case ${way%%/*} in
      '' | .) ;;
      ..) return 1 ;;
      *) step "${way%%/*}" 5<. || return ;;
    esac
    way=${way#*/}
  done
  file=./$way
}

# Opens $file, and does the rest with it as file descriptor 6; sets $reason.
open_and() { # COMMAND ARGUMENTS...
  reason='link'
  [ -f "$file" ] && [ ! -L "$file" ] && checked "$@" 6<"$file"
}

checked() { # COMMAND ARGUMENTS...
  [ -f /proc/self/fd/6 ] && [ ! -L "$file" ] && [ "$file" -ef /proc/self/fd/6 ] || return
  measures=$(stat -L -c '%u %a %h %s' . /proc/self/fd/6) || return
  command=$1
  shift
  # shellcheck disable=SC2086 # numbers
  judge $measures && "$command" "$@"
}

# Of the directory, and of the file: owner, mode, names, size. Where the kernel lets them, others can make a second name of any
# file of the disk in a directory that they can write.
judge() {
  size=$8
  case $strict$1:$2 in 0:*[2367]? | 0:*[2367]) ;; 0:*) return 0 ;; esac
  reason=shared
  [ "$7" -eq 1 ] || { [ "$5" -eq "$1" ] && [ "$1" -ne 0 ]; } || return
  reason=owner
  [ -z "$strict" ] || [ "$5" -eq 0 ] || [ "$5" -eq "$1" ]
}

print_end() { # BYTES TIME
  touch -r /proc/self/fd/6 "$2"
  # A log may grow faster than it is read.
  tail -c "$1" <&6 | head -c "$1"
}

# The limit is of the file as it grows: what is more than it was is no copy.
copy_opened() { # PATH
  reason=large
  [ "$size" -le "$most" ] || return
  reason=unread
  case $1 in */*) mkdir -p "$top/${1%/*}" || return ;; esac
  if (ulimit -f $((most / 512 + 1)) && exec cp -p /proc/self/fd/6 "$top/$1"); then
    reason=taken
  else
    rm -f "$top/$1"
  fi
}

tell() { # PATH
  printf '%s %s\n' "$reason" "$1"
}

take_home() { # HOME
  top=$2 most=$3 strict=yes count=0
  enter /home "$1/" || { reason='link' && tell "home/$1" && return; }
  for file in ./*images*.yaml ./containers-prepare-parameter.yaml; do
    [ -e "$file" ] || [ -L "$file" ] || continue
    path=home/$1/${file#./}
    count=$((count + 1))
    reason=many
    [ "$count" -le 20 ] || { tell "home/$1" && break; }
    shown=$(printf '%s' "$path" | tr '\001-\037\177' '?')
    reason=odd
    [ "$shown" != "$path" ] || open_and copy_opened "$path"
    tell "$shown"
  done
}

mode=$1 strict=''
shift
case $mode in
  end)
    enter "$1" "$2" || exit 3
    open_and print_end "$3" "$4" && exit
    [ "$reason" = shared ] && exit 4
    exit 3
    ;;
  copy)
    top=$3 most=$4
    while IFS= read -r path; do
      reason='link'
      enter "$1" "${path#"$2"/}" && open_and copy_opened "$path"
      tell "$path"
    done
    ;;
  home) take_home "$@" ;;
esac
