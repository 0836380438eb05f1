# ---- the manifest ---------------------------------------------------------------------------------------------------

# Turns bytes on standard input into the inside of a JSON string that is plain ASCII. What is no UTF-8 is dropped, or
# with an argument becomes U+FFFD, as decoders put it. The bytes come as numbers, since no two awks agree on NUL and on
# bytes above 127.
escape_json() {
  od -An -v -tu1 | awk -v replacing="${1:-}" '
    function unicode(c) { printf "\\u%04x", c }
    function emit(c) {
      if (c == 34 || c == 92) printf "\\%c", c
      else if (c == 10) printf "\\n"
      else if (c >= 32 && c < 127) printf "%c", c
      else if (c < 65536) unicode(c)
      else { c -= 65536; unicode(55296 + int(c / 1024)); unicode(56320 + c % 1024) }
    }
    function start(bytes, value, from, to) { need = bytes; code = value; low = from; high = to }
    function bad() { if (replacing) emit(65533) }
    function byte(b) {
      if (need > 0 && b >= low && b <= high) {
        code = code * 64 + b - 128; low = 128; high = 191
        if (--need == 0) emit(code)
        return
      }
      if (need > 0) bad()
      need = 0
      if (b < 128) emit(b)
      else if (b >= 194 && b <= 223) start(1, b - 192, 128, 191)
      else if (b >= 224 && b <= 239) start(2, b - 224, b == 224 ? 160 : 128, b == 237 ? 159 : 191)
      else if (b >= 240 && b <= 244) start(3, b - 240, b == 240 ? 144 : 128, b == 244 ? 143 : 191)
      else bad()
    }
    { for (i = 1; i <= NF; i++) byte($i + 0) }
    END { if (need > 0) bad() }'
}

# Sets $json to a JSON string of $1. Nearly all are plain, and need no process. A second argument is escape_json's.
json_string() {
  case $1 in
    *[!A-Za-z0-9\ ._/:,=+@%\(\)-]*) json=\"$(printf '%s' "$1" | escape_json "${2:-}")\" ;;
    *) json=\"$1\" ;;
  esac
}

# Adds a capture to the manifest: COMMAND PATH BYTES. The rest is in $rc, $timed_out, $took, $cut and the file stderr.
record() {
  json_string "$1" && record_command=$json
  json_string "$2" && record_path=$json
  record_stderr='""'
  [ ! -s "$scratch/stderr" ] || record_stderr=\"$(head -c 500 "$scratch/stderr" | escape_json)\"
  printf '{"command":%s,"path":%s,"exitCode":%d,"timedOut":%s,"durationMs":%d,"bytes":%d,"cutShort":%s,"stderr":%s}\n' \
    "$record_command" "$record_path" "$rc" "$timed_out" "$took" "$3" "$cut" "$record_stderr" >>"$stage/captures.$job" ||
    die 5 "cannot write in $place: is the disk full?"
  : >"$scratch/stderr"
  notices=$((notices + 1))
  [ $((notices % 16)) -ne 0 ] || check_space $((min_free / 2))
}

# The same for what was not captured, with the reason: COMMAND PATH REASON EXIT-CODE CUT-SHORT.
record_absent() {
  printf '%s' "$3" >"$scratch/stderr"
  rc=$4 cut=$5 timed_out=false took=0
  record "$1" "$2" 0
}

# The same for what was not begun, since the time of the whole run was up.
record_late() {
  record_absent "$1" "$2" "$late" 124 true
}

# Prints path, size and digest of each file that the list PACKED names below the stage, as JSON. One that is not there any
# more ends all that is told of sizes and digests: they come in the order of the list.
packed_files() {
  tr '\n' '\000' <"$1" | xargs -0 stat -c %s >"$scratch/sizes"
  : >"$scratch/digests"
  if have sha256sum; then tr '\n' '\000' <"$1" | xargs -0 sha256sum | sed 's/^\\//; s/ .*//' >"$scratch/digests"; fi
  packed_count=$(wc -l <"$1")
  [ "$(wc -l <"$scratch/sizes")" -eq "$packed_count" ] || return 1
  [ "$(wc -l <"$scratch/digests")" -eq "$packed_count" ] || : >"$scratch/digests"
  separator=''
  while IFS= read -r packed_path <&5 && read -r packed_bytes <&6; do
    json_string "${packed_path#"$name"/}" replacing
    packed_digest=''
    if read -r digest <&7; then packed_digest=",\"sha256\":\"$digest\""; fi
    printf '%s{"path":%s,"bytes":%d%s}\n' "$separator" "$json" "$packed_bytes" "$packed_digest"
    separator=,
  done 5<"$1" 6<"$scratch/sizes" 7<"$scratch/digests"
}

# Writes the manifest; PACKED lists the files that are packed besides.
write_manifest() {
  json_string "$host" && manifest_host=$json
  json_string "$boot_id" && manifest_boot=$json
  manifest_engines=''
  for engine in $engines; do manifest_engines="$manifest_engines${manifest_engines:+,}\"$engine\""; done
  {
    printf '{"schemaVersion":1,"tool":{"name":"sospect-collect","version":"%s"},' "$version"
    printf '"host":%s,"bootId":%s,"started":"%s","finished":"%s",' "$manifest_host" "$manifest_boot" "$started" "$(utc_time)"
    printf '"engines":[%s],"masked":%s,"maskedValues":%d,"maskedSecrets":%d,"captures":[\n' \
      "$manifest_engines" "$masked" "$masked_values" "$masked_secrets"
    sed '1!s/^/,/' "$stage/captures" && printf '],"files":[\n' && packed_files "$1" && printf ']}\n'
  } >"$top/manifest.json"
}
