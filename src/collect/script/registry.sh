# ---- the image registry ---------------------------------------------------------------------------------------------

# Prints host:port of each registry on port 8787 that these files name.
named_in() {
  cat "$@" 2>/dev/null |
    awk '{ for (i = 1; i <= NF; i++) if (match($i, /[A-Za-z0-9][A-Za-z0-9.-]*:8787/)) print substr($i, RSTART, RLENGTH) }' | sort -u
}

# Prints the registry that this node itself runs: a capture does not reach out to other machines unbidden. One that is
# named by an address of this node is asked even if nothing listens there, for that is a finding. A name is believed where
# root gave it: that of a user's file may lead anywhere, unless /etc/hosts has it.
own_registry() {
  for own_engine in $engines; do
    set -- "$@" "$top/sos_commands/$own_engine/${own_engine}_images_--no-trunc_--digests" \
      "$top/sos_commands/$own_engine/${own_engine}_ps_-a_--no-trunc"
  done
  named_in "$@" >"$scratch/registries"
  named_in "$top"/home/*/*.yaml >"$scratch/told-registries"
  if have ip; then ip -o addr 2>/dev/null >"$scratch/addresses"; else : >"$scratch/addresses"; fi
  while read -r candidate; do
    if grep -qF " ${candidate%:*}/" "$scratch/addresses"; then
      printf '%s\n' "$candidate"
      return
    fi
  done <<CANDIDATES
$(cat "$scratch/registries" "$scratch/told-registries" | sort -u)
CANDIDATES
  # 2253 is 8787, and 0A a socket that listens.
  grep -q ':2253 .* 0A ' /proc/net/tcp /proc/net/tcp6 2>/dev/null || return
  while read -r candidate; do
    if grep -qwF "${candidate%:*}" "$top/etc/hosts" 2>/dev/null; then printf '%s\n' "$candidate"; fi
  done <"$scratch/told-registries" >>"$scratch/registries"
  head -n 1 "$scratch/registries"
}

fetch() {
  : >"$scratch/headers"
  if have curl; then
    capture "$1" curl -sSf --max-time 5 -D "$scratch/headers" "$2"
  else
    capture "$1" wget -q -T 5 -O - "$2"
  fi
}

# Prints the names of repositories that a page of the catalog holds.
names_in() {
  awk '{ gsub(/[][{},]/, "\n"); print }' "$1" | sed -n 's/^[[:space:]]*"\(.*\)"[[:space:]]*$/\1/p'
}

# A name becomes a path here and a part of an address: whoever answered may not choose where it is written.
is_repository() {
  case $1 in '' | /* | -* | *..* | *[!A-Za-z0-9._/-]*) return 1 ;; esac
}

# Captures the catalog, page by page as long as the registry says that there is a next one.
fetch_catalog() {
  page=1 page_path=$catalog query='n=1000' before=''
  : >"$scratch/repositories"
  while [ "$page" -le 50 ]; do
    fetch "$page_path" "http://$registry/v2/_catalog?$query"
    [ "$rc" -eq 0 ] || return "$((page == 1))"
    names_in "$top/$page_path" >>"$scratch/repositories"
    last=$(tail -n 1 "$scratch/repositories")
    if [ "$last" = "$before" ] || ! is_repository "$last" || ! grep -qi '^link:.*rel="*next' "$scratch/headers"; then return 0; fi
    before=$last
    page=$((page + 1))
    page_path=${catalog}_$page query="n=1000&last=$last"
  done
}

capture_registry() {
  have curl || have wget || return 0
  [ -n "$registry" ] || registry=$(own_registry)
  [ -n "$registry" ] || return 0
  say "asking the registry $registry"
  # Anybody may answer on that port, where the registry does not.
  max_output=4194304
  catalog=sos_commands/registry/v2/_catalog
  fetch_catalog || return 0
  : >"$scratch/digests"
  refused=0
  while IFS= read -r repository; do
    if ! time_left; then
      record_late "registry $registry" "$catalog"
      break
    fi
    if ! is_repository "$repository"; then
      refused=$((refused + 1))
      [ "$refused" -gt 100 ] ||
        record_absent "registry $registry" "${catalog%_catalog}_refused" "refused a repository's name: $repository" 1 true
      continue
    fi
    tags=sos_commands/registry/v2/$repository/tags/list
    fetch "$tags" "http://$registry/v2/$repository/tags/list"
    [ "$rc" -ne 0 ] || list_digests "$repository" "$top/$tags"
    # A registry that stopped answering would cost five seconds for each of its repositories.
    case $rc in 7 | 28 | 124) break ;; esac
  done <"$scratch/repositories"
  fetch_digests
}

# Notes the address of each tag's manifest of REPOSITORY, of which FILE holds the tags.
list_digests() {
  names_in "$2" | sed 's/^"*tags"*:*//' | while read -r tag; do
    case $tag in '' | *[!A-Za-z0-9._-]*) continue ;; esac
    printf 'url = "http://%s/v2/%s/manifests/%s"\n' "$registry" "$1" "$tag"
  done >>"$scratch/digests"
}

# Asks for all of them in one call: the digest is in the headers of the answer.
fetch_digests() {
  [ -s "$scratch/digests" ] && have curl || return 0
  label="curl -I http://$registry/v2/*/manifests/*"
  capture sos_commands/registry/v2_manifests curl -sSI --max-time "$limit" \
    -H 'Accept: application/vnd.docker.distribution.manifest.v2+json' \
    -w 'url: %{url_effective}\n\n' -K "$scratch/digests"
}
