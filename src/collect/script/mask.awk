# Replaces secrets in files by tokens. It decides as src/mask does, function by function, and a test compares the two.
#
# Reads paths of files on its standard input. The masked text of the n-th goes to OUT/n; if anything in it was masked
# "n VALUES" is printed. At the end: "total VALUES SECRETS". Tokens are masked-NAME-1 and so on.
# A secret that one file tells is then sought in all of them, unless ALONE is set.

# ---- words: written by scripts/write-mask-words.js from src/mask/words.ts
function words() {
  secret_end = "((p(as)?sw(or)?d|pass_?(phrase|code|key)|secret|token|credential)s?|(token|secret)_?id|authtok|kek|psk|(api|private|secret|encryption|fernet|access|auth|shared|signing|rndc|crypto?|hmac|session|client|fixed|heartbeat|swift|store|url|activation|master|account|consumer|cipher|wrapping|tsig)[_-]?keys?|erlang[_.]?cookie|rabbit_?cookie|hash_?(path_?)?(prefix|suffix)|requirepass|masterauth|sst[_-]auth|server_?auth|creds|r[ow]_?community|snmp_?community|community_?string|sessionid|phpsessid|signature|url_sig|docker(configjson|cfg)|registry_?logins|x-registry-(auth|config)|rediscli_auth|(store|key|trust|bind|root|user|admin|db|ldap|smtp|mail|sasl|vault|become|ssh|sudo|vnc|amqp|proxy)(pass|pwd?)|pass|pwd?|cookie)([_-]?[0-9]+)?([_-](hash|base64|b64|data|value|string|text|old|new|in|raw|plain|plaintext|cleartext|encrypted|previous|current)|hash|base64|value)?"
  pair = secret_end "((\\\\*[\"']|&quot;|&apos;|&#3[49];|%2[27]|\\\\+u002[27])|\\\\+)?[ \t]*(=>|=|::[ \t]|:|%3[da])[ \t]*"
  separation = "^((\\\\*[\"']|&quot;|&apos;|&#3[49];|%2[27]|\\\\+u002[27])|\\\\+)?[ \t]*(=>|=|::[ \t]|:|%3[da])"
  quote_opens = "^[ub]?(\\\\*[\"']|&quot;|&apos;|&#3[49];|%2[27]|\\\\+u002[27])"
  option = secret_end "((\\\\*[\"'])?,?[ \t]+(a[0-9]+=)?|\\\\*[\"'],[ \t]*|$)"
  element = secret_end "([\"'][ \t]*)?>"
  directive = "^[ \t]*[a-za-z0-9_.-]*" secret_end "[ \t]+(\"[^\"]*\"|'[^']*'|[^ \t\"'=:]*[0-9][^ \t\"']*)[ \t\r;]*$"
  line_keys = "^(login[ \t]*=|community[ \t]*=|user_[a-z0-9]+_[a-z0-9]+[ \t]*=|[ \t]*\"auth\"[ \t]*:)[ \t]*"
  short_end = "^(pass|pwd?|cookie)([^a-z]|$)"
  account_keys = "sst[_-]auth|server_?auth|creds|hmac_keys"
  flow_cookie = "^(0x[0-9a-f]+|-?[0-9]+)([^a-za-z0-9]|$)"
  no_secret_key = "^(key-secret|password-secret|tls-creds|update_password|loadcredential|server_?tokens|auditsessionid|.*paste.*)$"
  folder_key = "^(old)?pwd"
  looks_jumbled = "[a-z][A-Z].*[a-z][A-Z].*[a-z][A-Z]"
  jumbled_part = "[A-Z][a-z][A-Z]|[a-z][A-Z][A-Z][a-z]"
  looks_secret = "[0-9].*[A-Za-z]|[A-Za-z].*[0-9]|[a-z][A-Z]|[!@#$%^&*?~+]"
  looks_ordinary = "^([/.<([].*|[a-z]+[-_.:@][a-z0-9_.:@-]*|[a-z]+[0-9]?[0-9]?|[0-9][0-9.:, t+-]*[a-z]?[a-z]?[a-z]?|[0-9]+[.:][0-9][a-z0-9.:+~-]*|[a-z0-9_-]+=.*|[a-z0-9_.]+[(].*|[a-z0-9+]+:[/][/].*)[.,:;?!]?$"
  looks_id = "^[0-9a-f-]*[0-9][0-9a-f-]*[.,:;]?$"
  accounts_begin = "registry_?(cred(ential)?s|logins)\\\\*[\"']?[ \t]*(:|=>|=)[ \t]*[{]"
  hex_text = "(proctitle|cmd|data|a[0-9]+([[][0-9]+[]])?)=[0-9A-F]+"
  key_begins = "----[- ]BEGIN [A-Za-z0-9 ]*(PRIVATE KEY( BLOCK)?|OpenVPN Static key V1)[- ]----|Private-Lines: [0-9]+|[$]ANSIBLE_VAULT;[0-9.]+;AES[0-9]*(;[A-Za-z0-9_.-]+)?"
  key_ends = "----[- ]END [A-Za-z0-9 ]*(PRIVATE KEY( BLOCK)?|OpenVPN Static key V1)[- ]----|Private-MAC:"
  vault_begins = "[$]ANSIBLE_VAULT;"
  vault_line = "(^|[ \t])[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]*[ \t\r]*$"
  before_token_id = "(^|[|])[ \t]*[\"']?(expires|issued_at)[\"']?[ \t]*[|:=]|[\"']token[\"'][ \t]*:[ \t]*[{][ \t\r]*$"
  token_id = "(^|[|])[ \t]*[\"']?id[\"']?[ \t]*[|:=][ \t]*[\"']?"
  log_head = "^([0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9][ T][0-9:.,+Z-]+ (std(out|err) [FP] |[^\"{}=|[]*[[][^]]*[]] |[^ ]+ [^ :[]+[[][0-9]+[]]: )?|[A-Z][a-z][a-z] [ 0-9][0-9] [0-9:.]+ [^ ]+ [^ :]+: )"
  opens_block = "^[ \t]*(- )?[\"']?[a-za-z0-9_.:-]*" secret_end "([_-]?(list|map))?[\"']?[ \t]*:[ \t]*(![a-z]+ )?([|>][-+0-9]*|[[{])?[ \t\r]*(#[^\n]*)?$"
  opens_map = "(passw(or)?ds|tokens|_map|registry_?(credentials|logins))[\"']?[ \t]*:"
  opens_no_block = "^[ \t]*[\"']?secrets[\"']?[ \t]*:"
  opens_accounts = "^[ \t]*chpasswd:[ \t\r]*$"
  secret_files = "(^|/)(fernet-keys/[^/]+|credential-keys/[^/]+|[.]erlang[.]cookie|memcached_sasl[^/]*|[.]pgpass|[.]htpasswd|rsyncd[.]secrets|corosync/authkey|pacemaker/authkey)$"
  setting_line = "^[a-za-z0-9_.-]*" secret_end "[ \t]*="
  lone_option = "^[ \t]*(- )?[\"']?--?[a-za-z0-9_-]*" secret_end "[\"']?,?[ \t\r]*$"
  suspect = "[$](1|2|5|6|7|ansible|apr1|argon|bcrypt|gy|md5|pbkdf|scrypt|sha1|y)|%(40)|-(-payload|stdin|user)|<(<<)|[]](:25|:465|:587)|_(pat_|sig|v1_)|a(0=|1=|2=|3=|dd_user|ge-secret|ida|iza|kia|q|roa|sia|uth)|c(md=|om2sec|ommunity|ontent|ookie|reateuser|red)|d(ata=|ockercfg|ockerconfigjson|sn)|e(cho|xpires|yj)|f(ence_)|g(aaaa|ho_|hp_|hr_|hs_|hu_|lagent-|lcbt-|ldt-|lffct-|lft-|limt-|loas-|lpat-|lptt-|lrt-|lsa_|lsoat-|rub[.]pbkdf2)|h(ash|f_|ooks[.]slack|vb[.]|vr[.]|vs[.])|i(dentified|nnobackup|pmitool|ssued_at)|k(ek|ey)|l(dap|ogin|s0tls1crudjti)|m(ariabackup|ariadb|asterauth|d5|ysql)|n(pm_|rak-)|p(ass|ayload_content|mak-|rintf|rivate-|roctitle|sk|sw|ypi-)|r(k_live|k_test)|s(aml|cram-sha|ecret|essid|ession|g[.]|hpat_|hpca_|hppa_|hpss_|ig=|ignature|ink|k-|k_live|k_test|ntry|q0)|t(oken)|u(ser_data|serdata)|w(hsec_)|x(app-|keysib-|ox)|y(a29[.])|[{](argon|crypt|md5|pbkdf|sha|smd5|ssha)|pw([^a-ce-z]|$)|[ \t\"'](-[packrwxy]|-[a-z]*u)[ \t,=\\\\\"']|[*][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]|@|^user_|value changed|on [>#]|(^|[^a-z0-9])s[.][a-z0-9][a-z0-9][a-z0-9][a-z0-9]"
  reference = "^[$][A-Za-z_:][A-Za-z0-9_.:]*$"
  fewest = 6
  common_word = "^[a-z][a-z]?[a-z]?[a-z]?[a-z]?[a-z]?[a-z]?[a-z]?[a-z]?[a-z]?[a-z]?([-_.][0-9][0-9]?)?$|^[a-z_.]+[(){}:;,.]+$|^[a-z_.]+=[a-z_.]+$|^[[]?[0-9a-f]*:[0-9a-f:]*[]]?$|^[a-z]+://[^@]*$|^([a-z0-9-]+[.])+[a-z]+(:[0-9]+)?$"
  common_value = "^[a-z]+([-_. ][a-z]+)+([-_.][0-9][0-9]?)?$|^[0-9.:, T+-]+Z?$|^(/[A-Za-z0-9_.-]+)+/?$"
  plain_word = "^(none|null|nil|true|false|yes|no|on|off|undef|unset|default|~)?$|^[[(<]?(redacted|hidden|masked|removed|filtered|not_logging_parameter)[])>]?$"
  plain_value = "^([*][*][*]|[*]+$)|^[[](old|new)$|^[}`]|^@[A-Z_]+@$|^%[A-Z_]+%$|^%s|^[,;&]|^[$]([A-Z_][A-Z0-9_]*|[0-9])$|^[a-z_:]+[(](.*[)])?$|^(files|compat|sss|db|nis|ldap)([ \t]|$)|^masked-[0-9a-f-]*[0-9]+$|^[0-9]?[0-9]$|^[0-9]+:[0-9]+$|^<[^<>]*>$|^[$][{(].*[})]$|^[{][{].*[}][}]$|^%[(][A-Za-z0-9_]+[)]s$|^%[{][^{}]*[}]$|^([[{(]|[{][{])$|^0x[0-9a-f]+(,|$)|^(db|config):|^[$][A-Za-z_]+/|^[(]?(not )?(rule|role|user_id|project_id|system_scope|is_admin[a-z_]*):|^/(etc|var|usr|opt|home|root|run|tmp|srv|proc|sys|dev|mnt|openstack)/|^(keystone|keystonemiddleware|nova|neutron|glance|cinder|heat|barbican|castellan|swift|oslo[a-z_]*|openstack[a-z_]*)[.][a-z_]+[.][A-Za-z_.]+$"
  prefix("authorization", "authorization\\\\*[\"']?[ \t]*[:=,][ \t]*[ub]?\\\\*[\"']?(basic|bearer|token|negotiate|ntlm|kerberos|apikey|aws|key|splunk|hawk|googlelogin)[ \t]+", "", "", 1)
  prefix("authorization", "authorization[ \t]+\\\\*[\"'](basic|bearer)[ \t]+", "", "", 1)
  prefix("authorization", "[ \t,](response|oauth_signature|mac)=", "authorization\\\\*[\"']?[ \t]*[:=,][ \t]*[ub]?\\\\*[\"']?(digest|oauth|hawk)", "", 1)
  prefix("x- cookie", "[\"'](x-[a-z-]*(token|key|secret|password)|(set-)?cookie)\\\\*[\"'],[ \t]*", "", "", 1)
  prefix("value", secret_end "\\\\*[\"'],?[ \t]*(\\\\*[\"']?type\\\\*[\"']?[ \t]*[:=][ \t]*\\\\*[\"'][a-za-z]*\\\\*[\"'],?[ \t]*)?\\\\*[\"']?value\\\\*[\"']?[ \t]*[:=][ \t]*", "", "", 1)
  prefix("changed", secret_end "[]][^] \t]*[ \t]+value changed[ \t]+", "", "", 1)
  prefix("changed", "value changed masked-[0-9a-f-]*[ \t]+to[ \t]+", "", "", 1)
  prefix("-v", secret_end "[ \t]+(-v[ \t]+|--value[ \t=]+)", "", "", 1)
  prefix("token", "token\\\\*[\"']?[ \t]*[:=][ \t]*[{][^{}]*[\"']id\\\\*[\"'][ \t]*:[ \t]*", "", "", 1)
  prefix("chap", "chap[ \t]+[^ \t\"']+[ \t]+", "provider_auth", "word", 1)
  prefix("payload", "payload\\\\*[\"'][ \t]*:[ \t]*", "payload_content_(type|encoding)", "", 1)
  prefix("sig= saml", "([?&]sig|saml(response|art))=", "", "word", 1)
  prefix("auth", "[{,][ \t]*\\\\*[\"']auth\\\\*[\"'][ \t]*:[ \t]*", "", "word", 1)
  prefix("stats", "stats[ \t]+auth[ \t]+[^ \t:]+:", "", "", 1)
  prefix("requirepass masterauth insecure-password community auth_pass bindpw", "(requirepass|masterauth|insecure-password|r[ow]community6?|auth_pass|bindpw)[ \t]+", "", "", 1)
  prefix("auth-pass", "auth-pass[ \t]+[^ \t]+[ \t]+", "", "", 1)
  prefix("send", "send[ \t]+auth[\\\\][ \t]+", "", "", 1)
  prefix("password", "(user|login)[ \t]+[^ \t]+[ \t]+password[ \t]+", "", "", 1)
  prefix("user", "user[ \t]+[^ \t]+[ \t]+on[ \t]+[>#]", "", "", 1)
  prefix("]:", "[[][^][ \t]+[]]:[0-9]+[ \t]+[^ \t:]+:", "", "word", 1)
  prefix("identified", "identified[ \t]+(with[ \t]+[^ \t]+[ \t]+)?(by|as)[ \t]+(password[ \t]+)?", "identified[ \t]+(with[ \t]+[^ \t]+[ \t]+)?(by|as)[ \t]+(password[ \t]+)?\\\\*[\"']", "", 1)
  prefix("password(", "password[(][ \t]*", "", "word", 1)
  prefix("password(", "password[(][ \t]*\\\\*[\"']", "", "", 1)
  prefix("dsn", "dsn[ \t]*=[ \t]*[\"']?[^ \t:\"'@/]+:", "", "", 1)
  prefix("createuser", "createuser[ \t]+[^ \t]+[ \t]+(md5|sha)[0-9-]*[ \t]+", "", "", 1)
  prefix("createuser", "createuser[ \t]+[^ \t]+[ \t]+(md5|sha)[0-9-]*[ \t]+[^ \t]+[ \t]+(aes|des)[0-9-]*[ \t]+", "", "", 1)
  prefix("com2sec", "com2sec6?[ \t]+(-cn[ \t]+[^ \t]+[ \t]+)?[^ \t]+[ \t]+[^ \t]+[ \t]+", "", "", 1)
  prefix("sink", "(trap2?sink|informsink)[ \t]+[^ \t]+[ \t]+", "", "", 1)
  prefix("snmp", "[ \t\"'](-c|-A|-X)(\\\\*[\"'])?[ \t,=]+(a[0-9]+=)?", "snmp(b?[a-z]*(walk|get|getnext|set|table|status|df|delta|test|trap|inform|netstat|usm|vacm))", "", 0)
  prefix("secret", "[ \t{;]secret[ \t]+", "secret[ \t]+[\"'][^\"']+[\"'][ \t]*;", "", 1)
  prefix("{", "[{][ \t]*[a-z_]*(pass|password|secret|cookie|token)[ \t]*,[ \t]*(<<)?", "", "", 1)
  prefix("<<", "(pass|password|secret|cookie|token)[ \t]*,[ \t]*<<", "", "", 1)
  prefix("-setcookie", "-setcookie[ \t]+", "", "", 1)
  prefix("creds", "-creds(\\\\*[\"'])?[ \t,=]+(a[0-9]+=)?(\\\\*[\"'])?[^ \t:\"']+:", "", "", 1)
  prefix("curl wget", "[ \t\"'](-[a-z]*u|--(proxy-)?user)(\\\\*[\"'])?[ \t,=]+(a[0-9]+=)?(\\\\*[\"'])?[^ \t:\"']+:", "curl|wget", "", 1)
  prefix("-", "[ \t\"'](-[a-z]*u|-a|--(proxy-)?user|--auth)(\\\\*[\"'])?[ \t,=]+(a[0-9]+=)?(\\\\*[\"'])?[^ \t:\"'/+%]+:", "", "word", 1)
  prefix("-u", "[ \t\"'](-u|--user)(\\\\*[\"'])?[ \t,=]+(a[0-9]+=)?(\\\\*[\"'])?[^ \t%\"']+%", "smb|winexe|rpcclient|wmic|net[ \t]", "", 1)
  prefix("lftp", "[ \t\"']-u(\\\\*[\"'])?[ \t,=]+(a[0-9]+=)?(\\\\*[\"'])?[^ \t,\"']+,", "lftp", "", 1)
  prefix("chpasswd", "(echo|printf)[ \t]+(-[en]+[ \t]+)?([\"']?%s([\\\\]n)?[\"']?[ \t]+)?[\"']?[^ \t:\"']+:", "chpasswd", "", 1)
  prefix("chpasswd", "printf[ \t]+[\"']?[^ \t:\"']+:%s([\\\\]n)?[\"']?[ \t]+", "chpasswd", "", 1)
  prefix("chpasswd", "<<<[ \t]*[\"']?[^ \t:\"']+:", "chpasswd", "", 1)
  prefix("echo printf", "(echo|printf)[ \t]+(-[en]+[ \t]+)?([\"']?%s([\\\\]n)?[\"']?[ \t]+)?", "--password-stdin|--stdin|saslpasswd2|smbpasswd|pdbedit|vncpasswd|cryptsetup|kinit|[|][ \t]*(sudo[ \t]+)?passwd|sudo[ \t]+-[a-z]*s|gpg[ \t]|[|][ \t]*su[ \t]|--passphrase-fd", "", 1)
  prefix("<<<", "<<<[ \t]*", "--password-stdin|--stdin|saslpasswd2|smbpasswd|pdbedit|vncpasswd|cryptsetup|kinit|[|][ \t]*(sudo[ \t]+)?passwd|sudo[ \t]+-[a-z]*s|gpg[ \t]|[|][ \t]*su[ \t]|--passphrase-fd", "", 1)
  prefix("pass:", "[ \t](-pass(in|out)?[ \t]+)?pass:", "", "", 1)
  prefix("-p", "[ \t\"']-p", "mysql|mariadb|sshpass|xtrabackup|innobackupex", "", 1)
  prefix("fence_ mariabackup", "[ \t\"']-p", "fence_[a-z]|mariabackup", "", 0)
  prefix("ipmitool", "[ \t\"']-P", "ipmitool", "", 0)
  prefix("ldap", "[ \t\"']-w", "ldap(search|add|modify|modrdn|delete|compare|passwd|whoami|exop|vc)[ \t\"']", "", 0)
  prefix("rootpw", "rootpw[ \t]+(--[a-z]+[ \t]+)?(--[a-z]+[ \t]+)?", "", "", 1)
  prefix("add_user _password authenticate_user", "(add_user|change_password|authenticate_user)(\\\\*[\"'])?[ \t,]+(a[0-9]+=)?(\\\\*[\"'])?[^ \t\"',]+(\\\\*[\"'])?[ \t,]+(a[0-9]+=)?(\\\\*[\"'])?", "rabbitmqctl|rabbitmq-diagnostics", "", 1)
  prefix("redis- sshpass login fence_ mongo rabbitmqadmin ipmi bmc- racadm cypher-shell influx", "[ \t\"'](-a|-p|--pass)(\\\\*[\"'])?[ \t,=]+(a[0-9]+=)?", "redis-(cli|benchmark)|sshpass|(docker|podman|skopeo|buildah|nerdctl|oc|helm|registry)(\\\\*[\"'])?[ \t,]+(a[0-9]+=)?(\\\\*[\"'])?login|fence_([a-jl-z]|ku)|mongo|rabbitmqadmin|ipmi(power|console|-[a-z])|bmc-[a-z]|racadm|cypher-shell|influx", "", 1)
  prefix("ipmitool sqlcmd tsql zip", "[ \t\"'](-P|-K|-R)(\\\\*[\"'])?[ \t,=]+(a[0-9]+=)?", "ipmitool|sqlcmd|tsql|zip[ \t]", "", 0)
  prefix("swift", "[ \t\"']-K(\\\\*[\"'])?[ \t,=]+(a[0-9]+=)?", "swift[ \t\"']", "", 0)
  prefix("ldap", "[ \t\"'](-w|-y)(\\\\*[\"'])?[ \t,=]+(a[0-9]+=)?", "ldap[a-z]+[ \t\"']", "", 0)
  prefix("ldappasswd", "[ \t\"'](-a|-s)(\\\\*[\"'])?[ \t,=]+(a[0-9]+=)?", "ldappasswd[ \t\"']", "", 0)
  prefix("ipa-", "[ \t\"'](-w|-a)(\\\\*[\"'])?[ \t,=]+(a[0-9]+=)?", "ipa-[a-z]+-install", "", 0)
  prefix("openssl", "[ \t\"']-[kK](\\\\*[\"'])?[ \t,=]+(a[0-9]+=)?", "openssl[ \t\"',]+(enc|aes|des)", "", 0)
  prefix("htpasswd", "htpasswd[ \t]+(-[a-z]+[ \t]+)?(-[a-z]+[ \t]+)?(-[a-z]+[ \t]+)?-[a-mo-z]*n[a-z]*[ \t]+(-[a-z]+[ \t]+)?(-[a-z]+[ \t]+)?(-[a-z]+[ \t]+)?[^- \t][^ \t]*[ \t]+", "[ \t]-[a-z]*b", "", 1)
  prefix("htpasswd", "htpasswd[ \t]+(-[a-z]+[ \t]+)?(-[a-z]+[ \t]+)?(-[a-z]+[ \t]+)?-[ac-z]*b[a-z]*[ \t]+(-[a-z]+[ \t]+)?(-[a-z]+[ \t]+)?(-[a-z]+[ \t]+)?[^- \t][^ \t]*[ \t]+[^ \t]+[ \t]+", "", "", 1)
  prefix("secret-set-value", "secret-set-value(\\\\*[\"'])?[ \t,]+(a[0-9]+=)?(\\\\*[\"'])?(--secret(\\\\*[\"'])?[ \t,]+(a[0-9]+=)?(\\\\*[\"'])?)?[0-9a-z-]+(\\\\*[\"'])?[ \t,]+(a[0-9]+=)?(\\\\*[\"'])?(--base64(\\\\*[\"'])?[ \t,]+(a[0-9]+=)?(\\\\*[\"'])?)?", "", "", 1)
  prefix("--payload", "--payload(\\\\*[\"'])?[ \t,=]+(a[0-9]+=)?", "", "", 1)
  prefix("alias", "alias(\\\\*[\"'])?[ \t,]+(a[0-9]+=)?(\\\\*[\"'])?set(\\\\*[\"'])?[ \t,]+(a[0-9]+=)?(\\\\*[\"'])?[^ \t]+(\\\\*[\"'])?[ \t,]+(a[0-9]+=)?(\\\\*[\"'])?https?:[^ \t]+(\\\\*[\"'])?[ \t,]+(a[0-9]+=)?(\\\\*[\"'])?[^ \t]+(\\\\*[\"'])?[ \t,]+(a[0-9]+=)?(\\\\*[\"'])?", "mc[ \t]", "", 1)
  prefix("|", "[|][ \t]*[a-z0-9_.-]*" secret_end "[ \t]*[|][ \t]*", "^[^|]*[|][^|]*[|][^|]*[|][ \t\r]*$", "", 1)
  prefix("passw passphrase passcode", "(password|passphrase|passwd|passcode) ((is|was|are|has been)[ \t:][ \t]*)?((now|as|set to|changed to|reset to|to)[ \t]+)?[:=]?[ \t]*", "", "id", 1)
  prefix("secret token key community", "(secret|token|(api|access|secret|private|encryption|shared)[_ -]?key|community) ((is|was|are|has been)[ \t:][ \t]*)?((now|as|set to|changed to|reset to|to)[ \t]+)?[:=]?[ \t]*", "", "word", 1)
  prefix("passw passphrase passcode", "(password|passphrase|passwd|passcode) (for|of)[ \t]+[^ \t]+[ \t]*((is|was|are|has been)[ \t:][ \t]*)?((now|as|set to|changed to|reset to|to)[ \t]+)?[:=]?[ \t]*", "", "id", 1)
  prefix("secret token key community", "(secret|token|(api|access|secret|private|encryption|shared)[_ -]?key|community) (for|of)[ \t]+[^ \t]+[ \t]*((is|was|are|has been)[ \t:][ \t]*)?((now|as|set to|changed to|reset to|to)[ \t]+)?[:=]?[ \t]*", "", "word", 1)
  prefix("passw passphrase passcode", "(password|passphrase|passwd|passcode) (for|of)[ \t]+(the[ \t]+)?user[ \t]+[^ \t]+[ \t]*((is|was|are|has been)[ \t:][ \t]*)?((now|as|set to|changed to|reset to|to)[ \t]+)?[:=]?[ \t]*", "", "id", 1)
  prefix("secret token key community", "(secret|token|(api|access|secret|private|encryption|shared)[_ -]?key|community) (for|of)[ \t]+(the[ \t]+)?user[ \t]+[^ \t]+[ \t]*((is|was|are|has been)[ \t:][ \t]*)?((now|as|set to|changed to|reset to|to)[ \t]+)?[:=]?[ \t]*", "", "word", 1)
  prefix("token", "token([ \t]+validation)?[ \t]+(failed|failure|error|denied|rejected)[ \t]+for[ \t]+(token[ \t]+)?", "", "id", 1)
  prefix("token", "(invalid|expired|unknown|bad|revoked|received|checking|validating|revoke|validate|for|with|find|using)[ \t]+((auth|user|service|admin|subject)[ \t]+)?token([ \t]+id)?[ \t]*[:=]?[ \t]+", "", "id", 1)
  prefix("token", "token[ \t]+(id|not found|expired|invalid|revoked)[ \t]*:[ \t]+", "", "id", 1)
  shape("gAAAA", "(^|[^A-Za-z0-9_+-]|[\\\\][nrt]|%[0-9A-F][0-9A-F]|u00[0-9a-f][0-9a-f])", "gAAAA[A-Za-z0-9_-]+=*", 25, 100000)
  shape("eyJ", "(^|[^A-Za-z0-9_+-]|[\\\\][nrt]|%[0-9A-F][0-9A-F]|u00[0-9a-f][0-9a-f])", "eyJ[A-Za-z0-9_-]+[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]*", 30, 100000)
  shape("AQ", "(^|[^A-Za-z0-9_+-]|[\\\\][nrt]|%[0-9A-F][0-9A-F]|u00[0-9a-f][0-9a-f])", "AQ[A-Za-z0-9+/]+==", 40, 40)
  shape("$", "(^|[^A-Za-z0-9_+-]|[\\\\][nrt]|%[0-9A-F][0-9A-F]|u00[0-9a-f][0-9a-f])", "[$](1|2[abxy]?|5|6|7|y|gy|md5|sha1|apr1|argon2(id|i|d)?|pbkdf2(-sha[0-9]+)?|scrypt|bcrypt-sha256)[$][./A-Za-z0-9$=,+-]+", 20, 1000)
  shape("}", "(^|[^A-Za-z0-9_+-]|[\\\\][nrt]|%[0-9A-F][0-9A-F]|u00[0-9a-f][0-9a-f])", "[{](S?SHA[0-9]*|S?MD5|CRYPT|PBKDF2[A-Z0-9-]*|ARGON2)[}][A-Za-z0-9+/$.,=-]+", 20, 300)
  shape("*", "(^|[^A-Za-z0-9_+-]|[\\\\][nrt]|%[0-9A-F][0-9A-F]|u00[0-9a-f][0-9a-f])", "[*][0-9A-F]+", 41, 41)
  shape("grub.pbkdf2", "(^|[^A-Za-z0-9]|[\\\\][nrt]|%[0-9A-F][0-9A-F]|u00[0-9a-f][0-9a-f])", "grub[.]pbkdf2[.]sha[0-9]+[.][0-9]+[.][0-9A-F.]+", 40, 2000)
  shape("SCRAM-SHA", "(^|[^A-Za-z0-9]|[\\\\][nrt]|%[0-9A-F][0-9A-F]|u00[0-9a-f][0-9a-f])", "SCRAM-SHA-(1|256|512)[$][A-Za-z0-9+/=$:]+", 40, 400)
  shape("md5", "(^|[^A-Za-z0-9]|[\\\\][nrt]|%[0-9A-F][0-9A-F]|u00[0-9a-f][0-9a-f])", "md5[0-9a-f]+", 35, 35)
  shape("gho_ ghp_ ghr_ ghs_ ghu_ npm_ hf_ glsa_", "(^|[^A-Za-z0-9]|[\\\\][nrt]|%[0-9A-F][0-9A-F]|u00[0-9a-f][0-9a-f])", "(gh[oprsu]|npm|hf|glsa)_[A-Za-z0-9]+", 24, 300)
  shape("_pat_ k_live k_test _v1_ shpat_ shpca_ shppa_ shpss_ sntry whsec_", "(^|[^A-Za-z0-9]|[\\\\][nrt]|%[0-9A-F][0-9A-F]|u00[0-9a-f][0-9a-f])", "(github_pat|dckr_pat|[sr]k_(live|test)|do[por]_v1|shp(at|ca|pa|ss)|sntry[su]|whsec)_[A-Za-z0-9_-]+", 24, 400)
  shape("pypi- sk- NRAK- PMAK- xkeysib- sq0", "(^|[^A-Za-z0-9]|[\\\\][nrt]|%[0-9A-F][0-9A-F]|u00[0-9a-f][0-9a-f])", "(pypi|sk|NRAK|PMAK|xkeysib|sq0[a-z]+)-[A-Za-z0-9_-]*[0-9][A-Za-z0-9_-]*", 24, 400)
  shape("pat- gl xox xapp-", "(^|[^A-Za-z0-9]|[\\\\][nrt]|%[0-9A-F][0-9A-F]|u00[0-9a-f][0-9a-f])", "(gl(pat|ptt|dt|rt|oas|cbt|ft|imt|agent|soat|ffct)|xox[a-z]|xapp)-[A-Za-z0-9_.-]+", 20, 400)
  shape("hooks.slack.com", "(^|[^A-Za-z0-9]|[\\\\][nrt]|%[0-9A-F][0-9A-F]|u00[0-9a-f][0-9a-f])", "hooks[.]slack[.]com/(services|workflows)/[A-Za-z0-9_/-]+", 40, 400)
  shape("AGE-SECRET", "(^|[^A-Za-z0-9]|[\\\\][nrt]|%[0-9A-F][0-9A-F]|u00[0-9a-f][0-9a-f])", "AGE-SECRET-KEY-1[A-Z0-9]+", 40, 200)
  shape("hv", "(^|[^A-Za-z0-9]|[\\\\][nrt]|%[0-9A-F][0-9A-F]|u00[0-9a-f][0-9a-f])", "hv[sbr][.][A-Za-z0-9_-]+", 24, 400)
  shape("s.", "(^|[^A-Za-z0-9]|[\\\\][nrt]|%[0-9A-F][0-9A-F]|u00[0-9a-f][0-9a-f])", "s[.][A-Za-z0-9]*[0-9][A-Za-z0-9]*", 26, 26)
  shape("AKIA ASIA AROA AIDA", "(^|[^A-Za-z0-9]|[\\\\][nrt]|%[0-9A-F][0-9A-F]|u00[0-9a-f][0-9a-f])", "A(KIA|SIA|ROA|IDA)[A-Z0-9]+", 16, 24)
  shape("AIza", "(^|[^A-Za-z0-9]|[\\\\][nrt]|%[0-9A-F][0-9A-F]|u00[0-9a-f][0-9a-f])", "AIza[A-Za-z0-9_-]+", 35, 45)
  shape("ya29.", "(^|[^A-Za-z0-9]|[\\\\][nrt]|%[0-9A-F][0-9A-F]|u00[0-9a-f][0-9a-f])", "ya29[.][A-Za-z0-9_-]+", 24, 1000)
  shape("SG.", "(^|[^A-Za-z0-9]|[\\\\][nrt]|%[0-9A-F][0-9A-F]|u00[0-9a-f][0-9a-f])", "SG[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]+", 40, 100)
  shape("LS0tLS1CRUdJTi", "(^|[^A-Za-z0-9]|[\\\\][nrt]|%[0-9A-F][0-9A-F]|u00[0-9a-f][0-9a-f])", "LS0tLS1CRUdJTi(BSU0EgUFJJ|BFQyBQUklW|BFTkNS|BPUEVO|BEU0EgUFJJ|BQUklW|BQR1AgUFJJ)[A-Za-z0-9+/=]+", 40, 100000)
  marked("", "content\\\\*[\"']?[ \t]*[:=][ \t]*\\\\*[\"']?", "^[A-Za-z0-9_-]+=", 44, 44, 0)
  marked("", "user_?data\\\\*[\"']?[ \t]*[:=][ \t]*[ub]?\\\\*[\"']?", "^[A-Za-z0-9+/_-]+=*", 24, 100000, 0)
  marked("secret,", ",data=", "^[A-Za-z0-9+/_-]+=*", 8, 100000, 0)
  marked("", "(^|[ \t{,\"'?&])key[0-9]?\\\\*[\"']?[ \t]*[:=][ \t]*[ub]?\\\\*[\"']?", "^[A-Za-z0-9+/_-]+=*", 16, 200, 1)
  marked("", "%3a%2f%2f[^ \t\"'<>&%]*%3a", "^([^ \t\"'<>&%]|%[013-9A-Fa-f][0-9A-Fa-f]|%2[0-9A-Ea-e])*%40", 4, 400, 0)
}
# ---- words end

function know_stops() {
  word_stops = "[ \t\r\f\v\"'<>`]"
  query_stops = "[ \t\r\f\v\"'<>`&]"
  json_stops = "[] \t\r\f\v,}]"
  value_stops = "[ \t\r\f\v\"'<>`|;]"
  url_stops = "[ \t\r\f\v\"<>`]"
}

# A pattern that changes is compiled anew each time: most lines are tried by the one that is all of them.
function prefix(has, pattern, needs, looks, lower) {
  prefixes++; prefix_has[prefixes] = has; prefix_of[prefixes] = pattern; needs_of[prefixes] = needs; looks_of[prefixes] = looks; lower_of[prefixes] = lower
  if (lower) any_prefix = any_prefix (any_prefix == "" ? "" : "|") pattern
  else any_exact = any_exact (any_exact == "" ? "" : "|") pattern
}

function shape(has, before, core, least, most) {
  any_shape = any_shape (shapes > 0 ? "|" : "") core
  shapes++; shape_has[shapes] = has; before_of[shapes] = before; shape_of[shapes] = core; least_of[shapes] = least; most_of[shapes] = most
}

function marked(needs, mark, core, least, most, mixed) {
  any_mark = any_mark (marks > 0 ? "|" : "") mark
  marks++; mark_needs[marks] = needs; mark_of[marks] = mark; marked_of[marks] = core; marked_least[marks] = least; marked_most[marks] = most; mixed_of[marks] = mixed
}

# ---- replacing: line is what is looked at, low the same in lower case, out what of it is done ---------------------

function begin() { out = ""; reached = 1; longer = 0; quotes_end = 1; quotes = 0 }

function put(start, end, quote, given,   text, token, between) {
  if (dry) { hits++; reached = end; return }
  text = substr(line, start, end - start)
  token = given != "" ? given : quote token_of(text) quote
  between = fit_gaps(substr(line, reached, start - reached))
  if (!has_room(substr(line, end, 2000), longer + length(token) - width(text))) token = stars(width(text))
  out = out between token
  longer += length(token) - width(text)
  reached = end
}

function finish() {
  if (reached == 1 || dry) return
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
  if (!(text in tokens)) {
    tokens[text] = "masked-" NAME "-" (++secrets)
    if (!ALONE) learn(text, tokens[text])
  }
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
  if (!match(text, quote_opens)) return 0
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
  if (quote ~ /[;27]$/) return (found = index(substr(line, start), quote)) ? start + found - 1 : length(line) + 1
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
  if (value ~ plain_value || tolower(value) ~ plain_word) return 1
  return references && value ~ reference
}

function is_secret_like(start, end, ids,   value) {
  value = substr(line, start, end - start)
  if (width(value) < 6) return 0
  if (tolower(value) ~ looks_id) return ids && length(value) >= 16
  value = substr(value, 1, 100)
  if (value ~ looks_jumbled && value ~ jumbled_part) return 1
  return value ~ looks_secret && tolower(value) !~ looks_ordinary
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
  if (match(rest, separation)) rest = substr(rest, 1, RLENGTH)
  match(rest, /^(\\+(u00..|["'])?|["']|&[^;]*;|%2[27])?/)
  key_quote = RLENGTH > 0 ? substr(rest, 1, RLENGTH) : ""
  separator = substr(rest, RLENGTH + 1)
  gsub(/[ \t]/, "", separator)
  if (separator == "%3d") separator = "="
  if (separator == "%3a" || separator == "::") separator = ":"
  pair_value = found + length(text)
  return 1
}

function secret_of(   at_start, end, after, before, enclosing) {
  if (is_timeout() || is_plural() || is_module() || is_flow() || is_folder() || substr(line, pair_value, 1) ~ /[=:]/) return
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

function is_flow(   value) {
  value = substr(low, pair_value, 40)
  sub(/^["']/, "", value)
  return value ~ flow_cookie &&
    substr(low, key_start, pair_value - key_start) ~ /(^|[^a-z_.-]|default_|flow_)cookie\\*["']?[ \t]*(=>|=|:)[ \t]*$/
}

function is_folder() {
  return substr(low, key_start, 7) ~ folder_key && substr(line, pair_value, 2) ~ /^["']?([\/$~]|$)/
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
      (substr(line, pair_value - 1, 1) !~ /[ \t]/ || ((value !~ /[0-9]/ || width(value) < 6) && !is_secret_like(start, end, 1)))) return
  secret(start, end, references, "")
}

function secret(start, end, references, quote) {
  if (substr(low, key_start, pair_value - key_start) ~ account_keys && match(substr(line, start, end - start), /^[A-Za-z0-9_.-]+:/))
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
        is_secret_key(found, substr(line, key, found - key + 40))) value_at(start, "")
    if (reached > at) at = reached
  }
  finish()
}

function value_at(at, looks,   end) {
  if (opening_quote(at)) {
    end = closing_quote(value_start, value_quote)
    at = value_start
  } else end = word_end(at, value_stops)
  if (!is_plain(at, end, 1) && (looks == "" || is_secret_like(at, end, looks == "id"))) put(at, end, "")
}

function mask_directive(   rest, word) {
  if (match(low, line_keys) && (substr(line, 1, 5) != "user_" || line ~ /[ \t][.][a-z]/)) {
    match(low, line_keys)
    begin()
    value_at(RLENGTH + 1, "")
    finish()
  } else if (low ~ directive) {
    rest = substr(line, 1, length(line))
    sub(/[ \t\r;]+$/, "", rest)
    if (rest ~ /"$/) match(rest, /"[^"]*"$/)
    else if (rest ~ /'$/) match(rest, /'[^']*'$/)
    else match(rest, /[^ \t]+$/)
    begin()
    value_at(RSTART, "")
    finish()
  }
}

# Whether one of these words stands in the text: that is soon seen, while a pattern that changes is compiled anew.
function has_one(text, wanted,   list, n) {
  if (!index(wanted, " ")) return index(text, wanted)
  for (n = split(wanted, list, " "); n > 0; n--) if (index(text, list[n])) return 1
  return 0
}

function mask_prefixed(n,   at) {
  if (!has_one(low, prefix_has[n]) || needs_of[n] != "" && low !~ needs_of[n]) return
  begin()
  at = 1
  while (match(substr(lower_of[n] ? low : line, at), prefix_of[n])) {
    at += RSTART + RLENGTH - 1
    value_at(at, looks_of[n])
    if (reached > at) at = reached
  }
  finish()
}

function mask_marked(n,   at, text) {
  if (mark_needs[n] != "" && low !~ mark_needs[n]) return
  begin()
  at = 1
  while (match(substr(low, at), mark_of[n])) {
    at += RSTART + RLENGTH - 1
    text = substr(line, at, marked_most[n] + 1)
    if (match(text, marked_of[n]) && RLENGTH >= marked_least[n] && RLENGTH <= marked_most[n] && (!mixed_of[n] || is_mixed(substr(text, 1, RLENGTH))))
      put(at, at + RLENGTH, "")
    if (reached > at) at = reached
  }
  finish()
}

function is_mixed(text) { return text ~ /[a-z]/ && text ~ /[A-Z]/ && text ~ /[0-9]/ }

function mask_shapes(n,   at, start, size, lead) {
  if (!has_one(line, shape_has[n])) return
  begin()
  at = 1
  while (match(substr(line, at), before_of[n] shape_of[n])) {
    start = at + RSTART - 1
    size = RLENGTH
    lead = lead_of(n, start, size)
    if (lead < 0) { at = start + 1; continue }
    at = start + size
    size -= lead
    if (size >= least_of[n] && size <= most_of[n]) put(start + lead, start + lead + size, "")
  }
  finish()
}

# How much of a match is what stands before the secret; -1 where the match counts on a line's begin that is none.
function lead_of(n, start, size,   lead) {
  for (lead = start > 1 ? 1 : 0; lead <= 5; lead++)
    if (match(substr(line, start + lead, size - lead), "^" shape_of[n]) && RLENGTH == size - lead && substr(line, start, lead) ~ ("^" before_of[n] "$"))
      return lead
  return -1
}

# ---- hex, in which audit writes command lines --------------------------------------------------------------------

function mask_hex(   at, count, n, starts, ends, equal, text, plain, from, kept) {
  count = 0
  at = 1
  while (match(substr(line, at), hex_text)) {
    equal = index(substr(line, at + RSTART - 1), "=")
    starts[count + 1] = at + RSTART - 1 + equal
    at = ends[count + 1] = at + RSTART + RLENGTH - 1
    if (is_text(substr(line, starts[count + 1], at - starts[count + 1]))) count++
  }
  if (!count) return
  plain = ""
  from = 1
  for (n = 1; n <= count; n++) {
    plain = plain substr(line, from, starts[n] - from) decoded(substr(line, starts[n], ends[n] - starts[n])) " "
    from = ends[n]
  }
  kept = line
  line = plain substr(line, from)
  low = tolower(line)
  quotes_end = 1; quotes = 0
  dry = 1; hits = 0
  mask_text()
  dry = 0
  line = kept
  low = tolower(line)
  begin()
  if (hits) for (n = 1; n <= count; n++) put(starts[n], ends[n], "")
  finish()
}

function is_text(digits,   n, code) {
  if (length(digits) < 8 || length(digits) % 2) return 0
  for (n = 1; n <= length(digits); n += 2) {
    code = substr(digits, n, 2)
    if (!(code in character)) return 0
  }
  return 1
}

function decoded(digits,   n, text) {
  text = ""
  for (n = 1; n <= length(digits); n += 2) text = text character[substr(digits, n, 2)]
  return text
}

# What stands for a character of text; a blank for what parts words.
function know_characters(   code) {
  for (code = 32; code < 256; code++) if (code != 127) character[sprintf("%02X", code)] = sprintf("%c", code)
  character["00"] = character["09"] = character["0A"] = character["0D"] = " "
}

# ---- accounts of registries --------------------------------------------------------------------------------------

function mask_registries(   at, from, to, n, maps, ends) {
  if (low !~ accounts_begin) return
  begin()
  maps = 0
  at = 1
  while (match(substr(low, at), accounts_begin)) {
    at += RSTART + RLENGTH - 1
    ends[++maps] = at
  }
  to = 0
  for (n = 1; n <= maps; n++) {
    if (ends[n] <= to) continue
    to = map_end(ends[n])
    from = ends[n] > reached ? ends[n] : reached
    mask_accounts(from, to)
  }
  finish()
}

function map_end(at,   depth) {
  for (depth = 1; at <= length(line) && depth > 0; at++) {
    if (substr(line, at, 1) == "{") depth++
    if (substr(line, at, 1) == "}") depth--
  }
  return at
}

function mask_accounts(at, to,   start, end, after) {
  while (at < to && match(substr(line, at), /(:|=>|=)[ \t]*/)) {
    at += RSTART + RLENGTH - 1
    if (at >= to) return
    if (opening_quote(at)) { start = value_start; end = closing_quote(start, value_quote); after = end + length(value_quote) }
    else { start = at; match(substr(line, at), /^[^"'{}, \t\\]*/); end = after = at + RLENGTH }
    if (end > start && end <= to && substr(line, after) ~ /^[ \t]*[,}]/ && !is_plain(start, end, 1)) { put(start, end, ""); at = end }
  }
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

function mask_text(   n) {
  mask_keys()
  mask_urls()
  mask_registries()
  mask_pairs()
  mask_elements()
  mask_options()
  if (low ~ any_prefix || line ~ any_exact) for (n = 1; n <= prefixes; n++) mask_prefixed(n)
  mask_directive()
  if (low ~ any_mark) for (n = 1; n <= marks; n++) mask_marked(n)
  if (line ~ any_shape) for (n = 1; n <= shapes; n++) mask_shapes(n)
}

function expect_nothing() { key_lines = -1; vault = 0; block = -1; kind = ""; continues = 0; argument = 0; token_row = 0 }

# Whether the line was expected to be a secret, and is masked; body is what follows a log's own words, which end at head.
function mask_expected(   start, end) {
  if (vault) return body ~ vault_line && mask_key_line()
  if (key_lines >= 0) return body !~ key_ends && key_lines < 200 && mask_key_line()
  if (block < 0 && !continues && !argument && !token_row && !everything) return 0
  end = trimmed_length(body) + 1
  match(body, /^[ \t]*/)
  start = RLENGTH + 1
  if (start >= end) return 0
  if (everything) return mask_span(start, end)
  if (block >= 0) return mask_in_block(start, end)
  if (continues) return start > 1 && body !~ /^[ \t]*[#;]/ && mask_span(start, end)
  if (token_row) return mask_token_id()
  return mask_argument(start, end)
}

function mask_token_id(   start) {
  if (!match(tolower(body), token_id)) return 0
  start = RSTART + RLENGTH
  if (!match(substr(body, start), /^[A-Za-z0-9_=-]*/) || RLENGTH < 16) return 0
  return mask_span(start, start + RLENGTH)
}

function mask_span(start, end) {
  begin()
  put(head + start, head + end, "")
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
  if (!is_within(body)) return 0
  if (kind == "text") return mask_span(start, end)
  item = substr(body, start, end - start)
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
  if (size == 0 || is_plain(head + start + before, head + start + before + size, 1)) return 0
  return mask_span(start + before, start + before + size)
}

function mask_argument(start, end,   item, before, quote, value) {
  item = substr(body, start, end - start)
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
  if (opens_key(text)) { expect_nothing(); key_lines = 0; vault = text ~ vault_begins; return }
  if (trimmed_length(text) == 0 && (block >= 0 || key_lines >= 0)) return
  if (opened(text, lower)) return
  if (block >= 0 && is_within(text) && (kind != "items" || is_item(text))) return
  expect_nothing()
  if (lower ~ before_token_id) token_row = 1
  else if (lower ~ setting_line) continues = 1
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

function expects() { return everything || key_lines >= 0 || block >= 0 || continues || argument || token_row }

function mask_line(   lower, suspected, was_one) {
  low = tolower(line)
  suspected = low ~ suspect
  if (!suspected && !expects()) return
  head = !everything && match(line, log_head) ? RLENGTH : 0
  body = head ? substr(line, head + 1) : line
  lower = head ? substr(low, head + 1) : low
  was_one = (argument || token_row) && key_lines < 0 && block < 0 && !continues
  if (mask_expected()) {
    if (was_one) expect_after(body, lower)
    else if (key_lines >= 0) key_lines++
  } else {
    if (suspected) {
      if (line ~ hex_text) mask_hex()
      mask_text()
    }
    expect_after(body, lower)
  }
}

# ---- known secrets ------------------------------------------------------------------------------------------------

# Whether no other words look like this value, so that it is the same secret wherever it stands.
function is_distinct(value) {
  return width(value) >= fewest && tolower(value) !~ common_word && value !~ common_value
}

# A secret is found by its runs of letters and digits: by each that tells it, or by its longest.
function learn(value, token,   at, run, longest, start, told) {
  if (known >= 10000 || length(value) > 256 || !is_distinct(value)) return
  known++
  longest = ""
  for (at = 1; match(substr(value, at), /[A-Za-z0-9]+/); at += RSTART + RLENGTH - 1) {
    run = substr(value, at + RSTART - 1, RLENGTH)
    if (length(run) >= 8 && is_distinct(run)) { needle(run, value, token, at + RSTART - 1, 1); told = 1 }
    else if (length(run) > length(longest)) { longest = run; start = at + RSTART - 1 }
  }
  if (!told && length(longest) > 2) needle(longest, value, token, start, 0)
}

# What may stand right before a run without a sign between: the end of what a string or a URL writes in another way, or -p.
function needle(run, value, token, offset, telling,   leads, n) {
  needles++
  secret_of_needle[needles] = value; token_of_needle[needles] = token; offset_of[needles] = offset; telling_of[needles] = telling
  size_of[needles] = length(run)
  if (needles <= 1000) any_needle = any_needle (needles > 1 ? "|" : "") run
  note_needle(run, 0)
  for (n = split("n r t p 20 22 26 27 2F 3A 3D 3F 40 3a 3d 2f u0022 u0026 u0027", leads, " "); n > 0; n--)
    note_needle(leads[n] run, length(leads[n]))
}

function note_needle(run, lead) { needles_of[run] = needles_of[run] " " needles ":" lead }

# gawk finds any of a thousand words at once, which others do not.
function holds_known(   words_in, n) {
  if (is_gawk && needles <= 1000) return line ~ any_needle
  for (n = split(line, words_in, /[^A-Za-z0-9]+/); n > 0; n--) if (words_in[n] in needles_of) return 1
  return 0
}

function hide_known(   at, start, run) {
  begin()
  at = 1
  while (match(substr(line, at), /[A-Za-z0-9]+/)) {
    start = at + RSTART - 1
    run = substr(line, start, RLENGTH)
    at = start + RLENGTH
    if (run in needles_of) hide_run(start, run)
    if (reached > at) at = reached
  }
  finish()
}

function hide_run(at, run,   list, count, n, id, lead, from) {
  count = split(needles_of[run], list, " ")
  for (n = 1; n <= count; n++) {
    id = list[n] + 0
    lead = substr(list[n], index(list[n], ":") + 1)
    from = at + lead - offset_of[id] + 1
    if (from >= reached && from > 0 && substr(line, from, length(secret_of_needle[id])) == secret_of_needle[id]) {
      values++
      return put(from, from + length(secret_of_needle[id]), "", token_of_needle[id])
    }
  }
  for (n = 1; n <= count; n++) {
    id = list[n] + 0
    from = at + substr(list[n], index(list[n], ":") + 1)
    if (telling_of[id]) { values++; return put(from, from + size_of[id], "", token_of_needle[id]) }
  }
}

# Reads what was masked again, as a file may tell a secret that one before it holds.
function hide_in(file,   found, hidden) {
  found = 0
  while (!found && (getline line < file) > 0) found = holds_known()
  close(file)
  if (!found) return
  hidden = file ".known"
  while ((getline line < file) > 0) {
    if (holds_known()) hide_known()
    print line > hidden
  }
  close(file)
  close(hidden)
  system("mv -f " quoted(hidden) " " quoted(file))
}

function quoted(path) {
  gsub(/'/, "'\\''", path)
  return "'" path "'"
}

BEGIN {
  words()
  know_stops()
  know_characters()
  is_gawk = "version" in PROCINFO
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
    changed[files] = values - before
  }
  for (n = 1; n <= files; n++) {
    before = values
    if (needles) hide_in(OUT "/" n)
    changed[n] += values - before
    if (changed[n]) print n, changed[n]
  }
  print "total", values + 0, secrets + 0
}
