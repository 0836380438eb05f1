import { type OrdinaryFile, ordinary } from "../ordinary-file.ts";

/** Programs and prose that hold no secret, but whose words no masker can tell from one with certainty. */
export function doubtfulTexts(): OrdinaryFile[] {
  return [
    ordinary(
      "usr/lib/python2.7/site-packages/doubtful/client.py",
      `
"""A client that takes a password or a token."""
import getpass

from oslo_config import cfg
from six.moves.urllib import parse

OPTS = [
    cfg.StrOpt('password', secret=True, help='Password of the service user'),
    cfg.StrOpt('admin_token', secret=True, default=None),
    cfg.IntOpt('token_expiration', default=3600),
    cfg.StrOpt('auth_type', default='password'),
]
CONF = cfg.CONF
SECRETS = ('password', 'admin_token', 'secret')


class Client(object):
    def __init__(self, username=None, password=None, token=None, auth_url=None, api_key=None):
        self.username = username
        self.password = password
        self.token = token or self._get_token()
        self._secret = None
        self.api_key = api_key if api_key else ''

    def authenticate(self, password, **kwargs):
        password = password or getpass.getpass('Password: ')
        token = self.session.post('/auth/tokens', json={'auth': {'identity': {'methods': ['password']}}})
        headers = {'X-Auth-Token': token, 'Accept': 'application/json'}
        if not password:
            raise ValueError("password: must not be empty")
        return Client(username=self.username, password=password, token=token.id)

    def secret_keys(self):
        for key in SECRETS:
            if key in self.__dict__:
                yield key, '***'

    def quoted(self):
        return 'mysql://%s:%s@%s/x' % (self.username, parse.quote(self.password), self.host)

    def token_is_valid(self, token_id):
        return token_id == self.token and self.token_expires > now()
`,
    ),
    ordinary(
      "var/log/doubtful/traceback.log",
      `
2024-03-12 10:00:00.100 22 ERROR nova.compute.manager     token = self.get_token(session)
2024-03-12 10:00:00.100 22 ERROR nova.compute.manager     password=password, user_domain_id=user_domain_id)
2024-03-12 10:00:00.100 22 ERROR nova.compute.manager     auth = v3.Password(auth_url=self.url, password=self.password)
2024-03-12 10:00:00.100 22 ERROR nova.compute.manager     password = CONF.keystone_authtoken.password
2024-03-12 10:00:00.100 22 ERROR nova.compute.manager     raise exception.InvalidToken(token=token_id)
`,
    ),
    ordinary(
      "usr/share/doc/doubtful/README",
      `
Ask for a new token: "openstack token issue".
All tests pass: 12 passed, 0 failed.
Secretary: the secretariat's tokenizer split the text into tokens: 12.
Bug 1234567: password: prompt was shown twice
A line as "password = ..." shows a mask.
  --password=name     Password to use when connecting to server.
  --secret SECRET     Name of the secret
`,
    ),
    ordinary("etc/doubtful/rootwrap.filters", "[Filters]\npasswd: CommandFilter, passwd, root\n"),
    ordinary("etc/doubtful/audit_map.conf", "[custom_actions]\nchangePassword = update/set/password\n"),
    ordinary("etc/doubtful/policy.json", '{"password": "rule:owner"}\n'),
  ];
}
