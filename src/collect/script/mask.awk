# Replaces secrets in files by tokens. It decides as src/mask does, function by function, and a test compares the two.
#
# Reads paths of files on its standard input. The masked text of the n-th goes to OUT/n, if anything in it was masked;
# then "n VALUES" is printed. At the end: "values secrets VALUES SECRETS". Tokens are masked-NAME-1 and so on.

function words() {
  secret_end = "((passw(or)?d|passphrase|secret|token|credential)s?|(token|secret)_?id|authtok|kek|psk" \
    "|(api|private|secret|encryption|fernet|access|auth|shared|signing|rndc|crypto?|hmac|session|client|fixed|heartbeat|swift|store|url|activation)[_-]?keys?" \
    "|erlang[_.]?cookie|rabbit_?cookie|hash_?(path_?)?(prefix|suffix)|requirepass|masterauth|sst[_-]auth" \
    "|r[ow]_?community|snmp_?community|sessionid|signature|url_sig|pass|pwd|cookie)" \
    "([_-]?[0-9]+)?([_-](hash|base64|b64|data|value|string|text|old|new|in))?"
  pair = secret_end "\\\\*[\"']?[ \t]*(=>|=|:|%3d)[ \t]*"
  option = secret_end "((\\\\*[\"'])?,?[ \t]+|\\\\*[\"'],[ \t]*|$)"
  element = secret_end "([\"'][ \t]*)?>"
  short_end = "^(pass|pwd|cookie)([^a-z]|$)"
  directive = "^[ \t]*[a-z0-9_.-]*" secret_end "[ \t]+(\"[^\"]*\"|'[^']*'|[^ \t\"'=:]*[0-9][^ \t\"']*)[ \t\r;]*$"
  line_keys = "^(login[ \t]*=|community[ \t]*=|user_[a-z0-9]+_[a-z0-9]+[ \t]*=|[ \t]*\"auth\"[ \t]*:)[ \t]*"
  no_secret_key = "^((old)?pwd|update_password|loadcredential|server_?tokens|auditsessionid|.*paste.*)$"

  prefix("authorization\\\\*[\"']?[ \t]*[:=][ \t]*\\\\*[\"']?(basic|bearer|token|negotiate)[ \t]+", "")
  prefix(secret_end "\\\\*[\"'],?[ \t]*(\\\\*[\"']?type\\\\*[\"']?[ \t]*[:=][ \t]*\\\\*[\"'][A-Za-z]*\\\\*[\"'],?[ \t]*)?\\\\*[\"']?value\\\\*[\"']?[ \t]*[:=][ \t]*", "")
  prefix(secret_end "[]][^] \t]*[ \t]+value changed[ \t]+", "")
  prefix("value changed masked-[0-9a-f-]*[ \t]+to[ \t]+", "")
  prefix(secret_end "[ \t]+-v[ \t]+", "")
  prefix("stats[ \t]+auth[ \t]+[^ \t:]+:", "")
  prefix("(requirepass|masterauth|insecure-password|r[ow]community6?|[ \t]auth_pass)[ \t]+", "")
  prefix("auth-pass[ \t]+[^ \t]+[ \t]+", "")
  prefix("send[ \t]+auth\\\\[ \t]+", "")
  prefix("(user|login)[ \t]+[^ \t]+[ \t]+password[ \t]+", "")
  prefix("user[ \t]+[^ \t]+[ \t]+on[ \t]+[>#]", "")
  prefix("identified[ \t]+by[ \t]+(password[ \t]+)?", "identified[ \t]+by[ \t]+(password[ \t]+)?[\"']")
  prefix("password[(][ \t]*", "")
  prefix("dsn[ \t]*=[ \t]*[\"']?[^ \t:\"'@/]+:", "")
  prefix("createuser[ \t]+[^ \t]+[ \t]+(md5|sha)[ \t]+", "")
  prefix("createuser[ \t]+[^ \t]+[ \t]+(md5|sha)[ \t]+[^ \t]+[ \t]+(aes|des)[ \t]+", "")
  prefix("com2sec6?[ \t]+(-cn[ \t]+[^ \t]+[ \t]+)?[^ \t]+[ \t]+[^ \t]+[ \t]+", "")
  prefix("(trap2?sink|informsink)[ \t]+[^ \t]+[ \t]+", "")
  prefix("[ \t{;]secret[ \t]+", "secret[ \t]+[\"'][^\"']+[\"'][ \t]*;")
  prefix("[{][ \t]*[a-z_]*(pass|password|secret|cookie|token)[ \t]*,[ \t]*(<<)?", "")
  prefix("-setcookie[ \t]+", "")
  prefix("[ \t](-pass(in|out)[ \t]+)?pass:", "")
  prefix("[ \t\"']-p", "mysql")
  prefix("[ \t\"'](-[a-z]*u|--user)[ \t=,\"']+[^ \t:\"']+:", "curl|wget")
  prefix("echo[ \t]+(-[en][ \t]+)?[\"']?[^ \t:\"']+:", "chpasswd")
  prefix("echo[ \t]+(-[en][ \t]+)?", "passwd[ \t]+--stdin")
  prefix("rootpw[ \t]+(--[a-z]+[ \t]+)*", "")
  prefix("(add_user|change_password|authenticate_user)[ \t]+[^ \t]+[ \t]+", "rabbitmqctl")
  prefix("[ \t](-a|-p|--pass)[ \t]+", "redis-cli|sshpass|docker[ \t]+login|podman[ \t]+login|ipmitool")
  prefix("[ \t]-w[ \t]+", "ldap[a-z]+[ \t]")

  shape("gAAAA[A-Za-z0-9_-]+=*", 25, 100000)
  shape("eyJ[A-Za-z0-9_-]+[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]+", 30, 100000)
  shape("AQ[A-Za-z0-9+/]+==", 40, 40)
  shape("[$](1|2[aby]?|5|6|y|apr1)[$][./A-Za-z0-9$=,]+", 20, 1000)
  shape("[{]S?SHA[0-9]*[}][A-Za-z0-9+/]+=*", 25, 200)
  shape("gh[a-z]_[A-Za-z0-9]+", 30, 300)

  fernet_prefix = "content\\\\*[\"']?[ \t]*[:=][ \t]*\\\\*[\"']?"
  key_begins = "-----BEGIN [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----"
  key_ends = "-----END [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----"
  opens_block = "^[ \t]*(- )?[\"']?[a-z0-9_.:-]*" secret_end "([_-]?(list|map))?[\"']?[ \t]*:[ \t]*(![a-z]+ )?([|>][-+0-9]*|[[{])?[ \t\r]*(#.*)?$"
  opens_map = "(passw(or)?ds|tokens|_map|registry_?credentials)[\"']?[ \t]*:"
  opens_no_block = "^[ \t]*[\"']?secrets[\"']?[ \t]*:"
  opens_accounts = "^[ \t]*chpasswd:[ \t\r]*$"
  secret_files = "(^|/)(fernet-keys/[^/]+|credential-keys/[^/]+|[.]erlang[.]cookie|memcached_sasl[^/]*)$"
  setting_line = "^[a-z0-9_.-]*" secret_end "[ \t]*="
  lone_option = "^[ \t]*(- )?[\"']?--?[a-z0-9_-]*" secret_end "[\"']?,?[ \t\r]*$"
  suspect = "pass|pwd|secret|token|credential|kek|psk|key|cookie|hash|auth|community|@|identified|createuser" \
    "|mysql|curl|wget|ipmitool|rabbitmqctl|redis-cli|gaaaa|eyj|aq|[$][1256ya]|[{]s?sha|content" \
    "|com2sec|login|rootpw| on [>#]|^user_|sink|ldap|session|signature|_sig|dsn|echo|gh[a-z]_|value changed"

  word_stops = "[ \t\r\f\v\"'<>`]"
  query_stops = "[ \t\r\f\v\"'<>`&]"
  json_stops = "[] \t\r\f\v,}]"
  value_stops = "[ \t\r\f\v\"'<>`|;]"
  url_stops = "[ \t\r\f\v\"<>`]"

  hidden_word = "^[[(<]?(redacted|hidden|masked|removed|filtered|not_logging_parameter)[])>]?$"
  plain_word = "^(none|null|nil|true|false|yes|no|on|off|undef|unset|default|~)?$"
  plain_value = "^([*][*][*]|[*]+$)|^masked-[0-9a-f-]*[0-9]+$|^[0-9]?[0-9]$|^[0-9]+:[0-9]+$|^<[^<>]*>$|^[$][{(].*[})]$" \
    "|^[{][{].*[}][}]$|^%[(][A-Za-z0-9_]+[)]s$|^%[{][^{}]*[}]$|^([[{(]|[{][{])$|^0x[0-9a-f]+(,|$)|^(db|config):|^[$][A-Za-z_]+/|^[[](old|new)$|^[}`]|^@[A-Z_]+@$|^%[A-Z_]+%$|^[$]([A-Z_][A-Z0-9_]*|[0-9])$" \
    "|^[a-z_:]+[(](.*[)])?$|^(files|compat|sss|db|nis|ldap)([ \t]|$)" \
    "|^[(]?(not )?(rule|role|user_id|project_id|system_scope|is_admin[a-z_]*):" \
    "|^/(etc|var|usr|opt|home|root|run|tmp|srv|proc|sys|dev|mnt|openstack)/" \
    "|^(keystone|keystonemiddleware|nova|neutron|glance|cinder|heat|barbican|castellan|swift|oslo[a-z_]*|openstack[a-z_]*)[.][a-z_]+[.][A-Za-z_.]+$"
}

# A pattern that changes is compiled anew each time: most lines are tried by the one that is all of them.
function prefix(pattern, needs) {
  prefixes++; prefix_of[prefixes] = pattern; needs_of[prefixes] = needs
  any_prefix = any_prefix (prefixes > 1 ? "|" : "") pattern
}

function shape(pattern, least, most) {
  any_shape = any_shape (shapes > 0 ? "|" : "") pattern
  shapes++; shape_of[shapes] = pattern; least_of[shapes] = least; most_of[shapes] = most
}

# ---- replacing: line is what is looked at, low the same in lower case, out what of it is done ---------------------

function begin() { out = ""; reached = 1; longer = 0; quotes_end = 1; quotes = 0 }

function put(start, end, quote,   text, token, between) {
  text = substr(line, start, end - start)
  token = quote token_of(text) quote
  between = fit_gaps(substr(line, reached, start - reached))
  if (!has_room(substr(line, end, 2000), longer + length(token) - width(text))) token = stars(width(text))
  out = out between token
  longer += length(token) - width(text)
  reached = end
}

function finish() {
  if (reached == 1) return
  line = out fit_gaps(substr(line, reached))
  low = tolower(line)
}

function token_of(text) {
  if (text ~ /^masked-[0-9a-f-]*[0-9]+$/) return text
  values++
  gsub(/\\+u0026/, "\\&", text)
  gsub(/\\+u003c/, "<", text)
  gsub(/\\+u003e/, ">", text)
  gsub(/\\+"/, "\"", text)
  gsub(/\\+'/, "'", text)
  gsub(/\\+\//, "/", text)
  gsub(/\\+/, "\\", text)
  if (!(text in tokens)) tokens[text] = "masked-" NAME "-" (++secrets)
  return tokens[text]
}

function width(text) {
  gsub(/[\200-\277]/, "", text)
  return length(text)
}

function fit_gaps(text,   fitted, gap, now) {
  fitted = ""
  while (longer != 0 && match(text, /   *[^ ]/)) {
    gap = RLENGTH - 1
    now = gap - longer
    if (now < 2) now = 2
    fitted = fitted substr(text, 1, RSTART - 1) blanks(now)
    text = substr(text, RSTART + gap)
    longer -= gap - now
  }
  return fitted text
}

function has_room(rest, growth,   gaps, room) {
  if (growth <= 0) return 1
  while (match(rest, /   *[^ ]/)) {
    gaps++
    room += RLENGTH - 3
    rest = substr(rest, RSTART + RLENGTH - 1)
  }
  return gaps == 0 || room >= growth
}

function stars(count,   text) {
  text = sprintf("%" count "s", "")
  gsub(/ /, "*", text)
  return text
}

function blanks(count) { return sprintf("%" count "s", "") }

# ---- values -------------------------------------------------------------------------------------------------------

# Sets value_quote and value_start; whether a quote opens a value here.
function opening_quote(at,   text) {
  text = substr(line, at, 40)
  if (!match(text, /^[ub]?\\*["']/)) return 0
  value_start = at + RLENGTH
  value_quote = substr(text, 1, RLENGTH)
  sub(/^[ub]/, "", value_quote)
  return 1
}

function backslashes(from, at,   count) {
  count = 0
  while (at - count > from && substr(line, at - count - 1, 1) == "\\") count++
  return count
}

function closing_quote(start, quote,   depth, kind, in_string, at, other, extra, found, last) {
  depth = length(quote) - 1
  kind = substr(quote, depth + 1)
  in_string = kind == "'" && unescaped_quotes(start) % 2 == 1
  last = length(line) + 1
  for (at = start; ; at++) {
    found = in_string ? match(substr(line, at), /["']/) : index(substr(line, at), kind)
    if (!found) return last
    at += found - 1
    other = in_string && substr(line, at, 1) == "\""
    extra = backslashes(start, at) - depth
    if (kind == "'" && !other && extra == 0 && substr(line, at + 1, 1) == "'") { at++; continue }
    if (extra <= 0 || (!other && closes(at, extra, depth))) return at - (extra < 0 ? depth + extra : depth)
    if (parts(at)) last = at - depth
  }
}

function closes(at, extra, depth) {
  return substr(line, at, 1) == "\"" && extra % (2 * (depth + 1)) == 0 && parts(at)
}

function parts(at) {
  return substr(line, at + 1, 1) ~ /^([] \t\r,;:})>\\]|$)/
}

function unescaped_quotes(end,   found) {
  while ((found = index(substr(line, quotes_end), "\"")) && quotes_end + found - 1 < end) {
    quotes_end += found
    if (backslashes(1, quotes_end - 1) % 2 == 0) quotes++
  }
  return quotes
}

function word_end(start, stops,   end) {
  end = match(substr(line, start), stops) ? start + RSTART - 1 : length(line) + 1
  while (end > start && is_punctuation(substr(line, start, end - start))) end--
  while (end > start + 1 && substr(line, end - 2, 2) ~ /\\[rn]/) end -= 2
  return end
}

function inner_line_end(start, end,   text) {
  if (unescaped_quotes(start) % 2 == 0) return end
  text = substr(line, start, end - start)
  if (text ~ /^\\[rn]/) return start
  return match(text, /[^\\]\\[rn]/) ? start + RSTART : end
}

function is_punctuation(word,   last) {
  last = substr(word, length(word))
  if (last == ")") return !index(word, "(")
  if (last == "]") return !index(word, "[")
  if (last == "}") return !index(word, "{")
  return index(",;\\", last)
}

function is_plain(start, end, references,   value) {
  value = substr(line, start, end - start)
  if (value ~ plain_value || tolower(value) ~ plain_word || tolower(value) ~ hidden_word) return 1
  return references && value ~ /^[$][A-Za-z_:][A-Za-z0-9_.:]*$/
}

function trimmed_length(text) {
  sub(/[ \t\r]+$/, "", text)
  return length(text)
}

# ---- keys and their values ----------------------------------------------------------------------------------------

function name_start(within,   start) {
  start = within
  while (start > 1 && within - start < 200 && substr(line, start - 1, 1) ~ /[A-Za-z0-9_.:-]/) start--
  return start
}

function is_secret_key(end, key) {
  if (tolower(key) ~ no_secret_key) return 0
  return !(substr(low, end, 10) ~ short_end && is_inside(end))
}

function is_inside(at,   before) {
  before = at > 1 ? substr(line, at - 1, 1) : ""
  return before ~ /[A-Za-z]/ && !(before ~ /[a-z]/ && substr(line, at, 1) ~ /[A-Z]/)
}

function mask_pairs(   at, found) {
  begin()
  at = 1
  while (match(substr(low, at), pair)) {
    found = at + RSTART - 1
    at = found + RLENGTH
    if (pair_at(found, substr(low, found, RLENGTH))) secret_of()
    if (reached > at) at = reached
  }
  finish()
}

# Sets key_start, key_quote, separator and pair_value.
function pair_at(found, text,   name, rest) {
  match(text, /^[a-z0-9_-]+([.][a-z0-9_-]+)*/)
  name = RLENGTH
  key_start = name_start(found)
  if (!is_secret_key(found, substr(line, key_start, found + name - key_start))) return 0
  rest = substr(text, name + 1)
  match(rest, /^\\*["']?/)
  key_quote = RLENGTH > 0 ? substr(rest, 1, RLENGTH) : ""
  separator = substr(rest, RLENGTH + 1)
  gsub(/[ \t]/, "", separator)
  pair_value = found + length(text)
  return 1
}

function secret_of(   at_start, end, after, before, enclosing) {
  if (is_timeout() || is_plural() || is_module() || substr(line, pair_value, 1) ~ /[=:]/) return
  at_start = key_start <= 201 && substr(line, 1, key_start - 1) ~ /^[ \t]*((export|Environment=)[ \t]+|-[ \t]+|[#;]+[ \t]*)?$/
  before = key_start > 20 ? substr(line, key_start - 20, 20) : substr(line, 1, key_start - 1)
  if (key_quote == "" && match(before, /\\*["']$/)) {
    enclosing = substr(before, RSTART)
    return in_prose(pair_value, inner_line_end(pair_value, closing_quote(pair_value, enclosing)), 0)
  }
  if (opening_quote(pair_value)) {
    end = closing_quote(value_start, value_quote)
    after = substr(line, end + length(value_quote), 1)
    if (at_start && key_quote == "" && separator == "=" && after ~ /[^] \t\r,;#)}]/) return rest_of_line()
    return secret(value_start, end, 0, "")
  }
  if (key_quote != "") return bare_value(at_start)
  if (is_cookie()) return secret(pair_value, trimmed_length(line) + 1, 0, "")
  if (at_start && (separator != ":" || substr(line, pair_value - 1, 1) ~ /[ \t]/)) return rest_of_line()
  pair_word()
}

function is_plural(   value, key) {
  if (!match(substr(line, pair_value, 20), /^[A-Za-z]+/)) return 0
  value = substr(low, pair_value, RLENGTH)
  if (trimmed_length(line) != pair_value + RLENGTH - 1) return 0
  key = substr(low, key_start, pair_value - key_start)
  return key ~ (value "s[ \t]*=[ \t]*$")
}

function is_timeout() {
  return substr(line, pair_value, 24) ~ /^["' ]?[0-9]+([^A-Za-z0-9]|$)/ &&
    substr(low, key_start, pair_value - key_start) ~ /tokens?\\*["']?[ \t]*(=>|=|:)[ \t]*$/
}

function is_module() {
  return substr(low, key_start, pair_value - key_start) ~ /signature:[ \t]*$/
}

function is_cookie() {
  return separator == ":" && substr(low, pair_value > 20 ? pair_value - 20 : 1, pair_value > 20 ? 20 : pair_value - 1) ~ /cookie:[ \t]*$/ && index(substr(line, pair_value), "=")
}

function bare_value(at_start,   rest) {
  rest = substr(line, pair_value, 60)
  if (rest ~ /^-?[0-9]+([.][0-9]+)?[] \t\r,}]*($|[] \t,}])/) return bare_number()
  if (separator == ":" && at_start && !index(substr(line, pair_value, 200), "=>")) rest_of_line()
}

function bare_number(   end) {
  end = match(substr(line, pair_value), json_stops) ? pair_value + RSTART - 1 : length(line) + 1
  secret(pair_value, end, 0, key_quote)
}

function rest_of_line(   rest, comment, tag) {
  rest = substr(line, pair_value)
  if (separator == ":" && (comment = index(rest, " #"))) rest = substr(rest, 1, comment - 1)
  rest = substr(rest, 1, trimmed_length(rest))
  if (separator == "=>") sub(/,$/, "", rest)
  if (separator == ":" && rest ~ /^[|>{[*]/) return
  tag = separator == ":" && match(rest, /^[!&][^ \t]*[ \t]+/) ? RLENGTH : 0
  if (rest ~ /^[^ \t]+([ \t]+[A-Z_][A-Z0-9_]*=[^ \t]*)+$/ || rest ~ /^masked-[0-9a-f-]*[0-9]+ /) return pair_word()
  if (line ~ /^[ \t]*[#;]/) return in_prose(pair_value + tag, pair_value + length(rest), 1)
  secret(pair_value + tag, pair_value + length(rest), 1, "")
}

function pair_word(   stops) {
  if (substr(line, key_start, pair_value - key_start) ~ /[^ \t]=[ \t]+$/) return
  stops = key_start > 1 && substr(line, key_start - 1, 1) ~ /[?&]/ ? query_stops : word_stops
  in_prose(pair_value, inner_line_end(pair_value, word_end(pair_value, stops)), 1)
}

function in_prose(start, end, references,   value) {
  value = substr(line, start, end - start)
  if (separator == ":" && substr(low, key_start, 60) !~ /^x-[a-z-]*(token|key|secret|password):/ &&
      substr(line, key_start > 20 ? key_start - 20 : 1, key_start > 20 ? 20 : key_start - 1) !~ /(^|[^$])[{,][ \t]*$/ &&
      (substr(line, pair_value - 1, 1) !~ /[ \t]/ || value !~ /[0-9]/ || width(value) < 6)) return
  secret(start, end, references, "")
}

function secret(start, end, references, quote) {
  if (substr(low, key_start, pair_value - key_start) ~ /sst[_-]auth/ && match(substr(line, start, end - start), /^[A-Za-z0-9_.-]+:/))
    start += RLENGTH
  if (!is_plain(start, end, references)) put(start, end, quote)
}

function mask_elements(   at, found, start, end) {
  begin()
  at = 1
  while (match(substr(low, at), element)) {
    found = at + RSTART - 1
    at = start = found + RLENGTH
    end = index(substr(line, start), "<")
    if (end > 1 && substr(line, start + end, 1) == "/" && substr(line, name_start(found) - 1, 1) ~ /[<"']/ && !is_plain(start, start + end - 1, 0))
      put(start, start + end - 1, "")
    if (reached > at) at = reached
  }
  finish()
}

# ---- what words before a secret tell, and what shows what it is ---------------------------------------------------

function mask_options(   at, found, start, key) {
  begin()
  at = 1
  while (at <= length(line) && match(substr(low, at), option)) {
    found = at + RSTART - 1
    at = start = found + RLENGTH
    key = name_start(found)
    if (substr(line, key, 1) == "-" && start <= length(line) && substr(line, start, 1) != "-" &&
        is_secret_key(found, substr(line, key, found - key + 40))) value_at(start)
    if (reached > at) at = reached
  }
  finish()
}

function value_at(at,   end) {
  if (opening_quote(at)) {
    end = closing_quote(value_start, value_quote)
    at = value_start
  } else end = word_end(at, value_stops)
  if (!is_plain(at, end, 1)) put(at, end, "")
}

function mask_directive(   rest, word) {
  if (match(low, line_keys) && (substr(line, 1, 5) != "user_" || line ~ /[ \t][.][a-z]/)) {
    match(low, line_keys)
    begin()
    value_at(RLENGTH + 1)
    finish()
  } else if (low ~ directive) {
    rest = substr(line, 1, length(line))
    sub(/[ \t\r;]+$/, "", rest)
    if (rest ~ /"$/) match(rest, /"[^"]*"$/)
    else if (rest ~ /'$/) match(rest, /'[^']*'$/)
    else match(rest, /[^ \t]+$/)
    begin()
    value_at(RSTART)
    finish()
  }
}

function mask_prefixed(n,   at) {
  if (needs_of[n] != "" && low !~ needs_of[n]) return
  begin()
  at = 1
  while (match(substr(low, at), prefix_of[n])) {
    at += RSTART + RLENGTH - 1
    value_at(at)
    if (reached > at) at = reached
  }
  finish()
}

function mask_fernet_keys(   at) {
  begin()
  at = 1
  while (match(substr(low, at), fernet_prefix)) {
    at += RSTART + RLENGTH - 1
    if (match(substr(line, at, 60), /^[A-Za-z0-9_-]+=/) && RLENGTH == 44) put(at, at + 44, "")
    if (reached > at) at = reached
  }
  finish()
}

function mask_shapes(n,   at, start, size) {
  begin()
  at = 1
  while (match(substr(line, at), "(^|[^A-Za-z0-9_+-])" shape_of[n])) {
    start = at + RSTART - 1
    size = RLENGTH
    at = start + size
    if (!match(substr(line, start, size), "^" shape_of[n]) || RLENGTH < size) { start++; size-- }
    else if (start > 1) { at = start + 1; continue }
    if (size >= least_of[n] && size <= most_of[n]) put(start, start + size, "")
  }
  finish()
}

# ---- URLs ---------------------------------------------------------------------------------------------------------

function mask_urls(   at, found, start, end, next_url) {
  begin()
  at = 1
  while (found = index(substr(line, at), "://")) {
    start = at + found + 2
    if (start > 4 && substr(line, start - 4, 1) ~ /[A-Za-z0-9+.-]/) {
      end = url_end(start)
      next_url = index(substr(line, start), "://")
      if (next_url && start + next_url - 1 < end) end = start + next_url - 1
      mask_passwords(start, end)
    }
    at = start
  }
  finish()
}

function url_end(start,   end, quote, upto) {
  end = match(substr(line, start), url_stops) ? start + RSTART - 1 : length(line) + 1
  for (upto = start; (quote = index(substr(line, upto, end - upto), "'")); upto += quote)
    if (substr(line, upto + quote, 1) !~ /[A-Za-z0-9_%$!#&*.-]/) return upto + quote - 1
  return end
}

function mask_passwords(start, end,   pieces, count, n, from, at, host) {
  count = split(substr(line, start, end - start), pieces, "@")
  if (count < 2 || !match(pieces[1], /^[^:\/@,]*:/) || pieces[1] ~ /^[^:]*:[0-9]+\//) return
  from = start + RLENGTH
  at = start + length(pieces[1])
  for (n = 2; n < count; n++) {
    if (match(pieces[n], /^[^,]*,[^:\/@,]*:/)) {
      host = RLENGTH
      if (!is_plain(from, at, 1)) put(from, at, "")
      from = at + 1 + host
    }
    at += 1 + length(pieces[n])
  }
  if (!is_plain(from, at, 1)) put(from, at, "")
}

# ---- private keys -------------------------------------------------------------------------------------------------

function mask_keys(   at, start, end, after) {
  begin()
  at = 1
  while (match(substr(line, at), key_begins)) {
    start = at + RSTART + RLENGTH - 1
    if (match(substr(line, start), key_ends)) { end = start + RSTART - 1; after = end + RLENGTH }
    else { end = closing_quote(start, "\""); after = length(line) + 1 }
    if (trimmed_length(substr(line, start, end - start)) == 0) break
    put(start, end, "")
    at = after
  }
  finish()
}

function opens_key(text) {
  return match(text, key_begins) && trimmed_length(substr(text, RSTART + RLENGTH)) == 0
}

function mask_key_line(   start, end) {
  begin()
  end = length(line) + 1
  while (end > 1 && substr(line, end - 1, 1) !~ /[A-Za-z0-9+\/=_-]/) end--
  start = end
  while (start > 1 && substr(line, start - 1, 1) ~ /[A-Za-z0-9+\/=_-]/) start--
  if (start < end) put(start, end, "")
  finish()
  return start < end
}

# ---- lines, and what they make of the next ------------------------------------------------------------------------

function mask_within(   n) {
  if (low !~ suspect) return
  mask_keys()
  mask_urls()
  mask_pairs()
  mask_elements()
  mask_options()
  if (low ~ any_prefix) for (n = 1; n <= prefixes; n++) mask_prefixed(n)
  mask_directive()
  mask_fernet_keys()
  if (line ~ any_shape) for (n = 1; n <= shapes; n++) mask_shapes(n)
}

function expect_nothing() { key_lines = -1; block = -1; kind = ""; continues = 0; argument = 0 }

# Whether the line was expected to be a secret, and is masked.
function mask_expected(   start, end) {
  if (key_lines >= 0) return line !~ key_ends && key_lines < 200 && mask_key_line()
  if (block < 0 && !continues && !argument && !everything) return 0
  end = trimmed_length(line) + 1
  match(line, /^[ \t]*/)
  start = RLENGTH + 1
  if (start >= end) return 0
  if (everything) return mask_span(start, end)
  if (block >= 0) return mask_in_block(start, end)
  if (continues) return start > 1 && line !~ /^[ \t]*[#;]/ && mask_span(start, end)
  return mask_argument(start, end)
}

function mask_span(start, end) {
  begin()
  put(start, end, "")
  finish()
  return 1
}

function is_within(text,   start) {
  match(text, /^[ \t]*/)
  start = RLENGTH
  return start > block || (kind == "items" && start == block && substr(text, start + 1, 2) == "- ")
}

function is_scalar(item) {
  return item ~ /^(- )?["']?[^] \t"'#{}[][^ \t"']*["']?,?$/ && item !~ /:$/
}

function is_item(text) {
  sub(/^[ \t\r]+/, "", text)
  sub(/[ \t\r]+$/, "", text)
  return is_scalar(text)
}

function mask_in_block(start, end,   item, before, quote, size) {
  if (!is_within(line)) return 0
  if (kind == "text") return mask_span(start, end)
  item = substr(line, start, end - start)
  before = 0
  if (kind == "accounts") {
    if (item !~ /^[A-Za-z0-9_.-]+:[^ \t]+$/) return 0
    before = index(item, ":")
    quote = ""
  } else if (is_scalar(item)) {
    if (substr(item, 1, 2) == "- ") before = 2
    quote = substr(item, before + 1, 1)
  } else if (kind == "map" && item !~ /^(type|default|description|hidden|name|username):/ && match(item, /^[^ \t]+[ \t]*:[ \t]+/)) {
    before = RLENGTH
    if (substr(item, before + 1) !~ /^["']?[^"'{[]+["']?,?$/) return 0
    quote = substr(item, before + 1, 1)
  } else return 0
  if (quote != "\"" && quote != "'") quote = ""
  before += length(quote)
  item = substr(item, before + 1)
  if (kind != "accounts") sub(/["']?,?$/, "", item)
  size = length(item)
  if (size == 0 || is_plain(start + before, start + before + size, 1)) return 0
  return mask_span(start + before, start + before + size)
}

function mask_argument(start, end,   item, before, quote, value) {
  item = substr(line, start, end - start)
  before = substr(item, 1, 2) == "- " ? 2 : 0
  quote = substr(item, before + 1, 1)
  if (quote != "\"" && quote != "'") quote = ""
  before += length(quote)
  value = substr(item, before + 1)
  sub(/,$/, "", value)
  if (quote != "") {
    if (substr(value, length(value)) != quote) return 0
    value = substr(value, 1, length(value) - 1)
  }
  if (value == "" || substr(value, 1, 1) == "-" || before == 0) return 0
  return mask_span(start + before, start + before + length(value))
}

function expect_after(text, lower) {
  if (everything) return
  if (opens_key(text)) { expect_nothing(); key_lines = 0; return }
  if (trimmed_length(text) == 0 && (block >= 0 || key_lines >= 0)) return
  if (opened(text, lower)) return
  if (block >= 0 && is_within(text) && (kind != "items" || is_item(text))) return
  expect_nothing()
  if (lower ~ setting_line) continues = 1
  else if (lower ~ lone_option) argument = 1
}

function opened(text, lower) {
  if (lower ~ opens_accounts) lower = "accounts"
  else if (lower !~ opens_block || lower ~ opens_no_block) return 0
  else if (lower ~ /:[ \t]*(![a-z]+ )?[|>]/) lower = "text"
  else if (lower ~ opens_map) lower = "map"
  else if (lower ~ /[{][ \t\r]*$/) return 0
  else lower = "items"
  expect_nothing()
  match(text, /^[ \t]*/)
  block = RLENGTH
  kind = lower
  return 1
}

function mask_line(   text, lower, was_argument) {
  text = line
  lower = low = tolower(line)
  was_argument = argument && key_lines < 0 && block < 0 && !continues
  if (mask_expected()) {
    if (was_argument) expect_after(text, lower)
    else if (key_lines >= 0) key_lines++
  } else {
    mask_within()
    if (lower ~ suspect || block >= 0 || key_lines >= 0) expect_after(text, lower)
    else expect_nothing()
  }
}

BEGIN {
  words()
  while ((getline path) > 0) {
    files++
    before = values
    target = OUT "/" files
    expect_nothing()
    everything = path ~ secret_files
    while ((getline line < path) > 0) {
      mask_line()
      print line > target
    }
    close(path)
    close(target)
    if (values > before) print files, values - before
  }
  print "total", values + 0, secrets + 0
}
