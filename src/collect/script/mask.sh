# ---- secrets --------------------------------------------------------------------------------------------------------

mask_program() {
  cat <<'AWK'
@mask.awk@
AWK
}

# What cannot be read as text cannot be masked, and is left out.
drop_binary() {
  printf 'text\n' | grep -qI text 2>/dev/null || return 0
  find "$top" -type f -size +0c -exec grep -LI -e '' {} + 2>/dev/null >"$scratch/binary"
  while read -r path; do
    rm -f "$path"
    record_absent "copy /${path#"$top"/}" "${path#"$top"/}" "skipped: it is no text, so that secrets in it cannot be masked" 0 true
  done <"$scratch/binary"
}

# Replaces the secrets in all that was captured. A file keeps its owner, mode and time.
mask_all() {
  masked=false masked_values=0 masked_secrets=0
  [ -n "$masking" ] || return 0
  say "masking secrets"
  masked=true
  find "$top" -type f ! -name '*
*' >"$scratch/list"
  find "$top" -type f -name '*
*' -exec rm -f {} +
  printf '%s\n' "$stage/captures" >>"$scratch/list"
  mkdir "$scratch/masked"
  salt=$(od -An -N3 -tx1 /dev/urandom | tr -d ' \n')
  mask_program >"$scratch/mask.awk"
  awk -v OUT="$scratch/masked" -v NAME="$salt" -f "$scratch/mask.awk" <"$scratch/list" >"$scratch/changed" 2>"$scratch/stderr" &
  child=$!
  wait "$child" || die 5 "secrets cannot be masked: $(head -n 1 "$scratch/stderr")"
  child=''
  awk 'NR == FNR { path[NR] = $0; next } $1 != "total" { print $1 "\t" path[$1] }' "$scratch/list" "$scratch/changed" >"$scratch/replace"
  while IFS='	' read -r number path; do
    touch -r "$path" "$scratch/masked/$number"
    cat "$scratch/masked/$number" >"$path" || die 5 "secrets cannot be masked in $path"
    touch -r "$scratch/masked/$number" "$path"
  done <"$scratch/replace"
  read -r _ masked_values masked_secrets <<TOTAL
$(tail -n 1 "$scratch/changed")
TOTAL
  rm -rf "$scratch/masked"
}
