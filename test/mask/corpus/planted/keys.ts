import { indented } from "../layout.ts";
import { type PlantedFile, plant, type Secrets } from "../planted-file.ts";

/** Private keys: in files of their own, in YAML, in JSON, in logs, whole and cut off. */
export function keyFiles(): PlantedFile[] {
  return [
    plant("home/stack/.ssh/id_rsa", "text", (s) => `${pem(s, "RSA PRIVATE KEY").join("\n")}\n`),
    plant("etc/pki/tls/private/overcloud_endpoint.pem", "text", (s) =>
      [
        "-----BEGIN CERTIFICATE-----",
        "MIIDJzCCAg+gAwIBAgIJANDFJxnhTOtPMA0GCSqGSIb3DQEBCwUAMCoxKDAmBgNV",
        "-----END CERTIFICATE-----",
        ...pem(s, "PRIVATE KEY", 8),
        "-----BEGIN CERTIFICATE-----",
        "MIIDXTCCAkWgAwIBAgIJAKL0UG+mRkSPMA0GCSqGSIb3DQEBCwUAMEUxCzAJBgNV",
        "-----END CERTIFICATE-----",
        "",
      ].join("\n"),
    ),
    plant("etc/octavia/certs/private/cakey.pem", "text", (s) =>
      [
        "-----BEGIN RSA PRIVATE KEY-----",
        "Proc-Type: 4,ENCRYPTED",
        "DEK-Info: DES-EDE3-CBC,3F17F5316E2BAC89",
        "",
        ...s.keyLines(),
        "-----END RSA PRIVATE KEY-----",
        "",
      ].join("\n"),
    ),
    plant("etc/ssh/ssh_host_ecdsa_key", "text", (s) => `${pem(s, "EC PRIVATE KEY", 3).join("\r\n")}\r\n`),
    plant("etc/ssh/ssh_host_ed25519_key", "text", (s) => `${pem(s, "OPENSSH PRIVATE KEY", 4).join("\n")}\n`),
    plant("home/stack/templates/tls.yaml", "yaml", (s) =>
      [
        "parameter_defaults:",
        "  SSLCertificate: |",
        indented(["-----BEGIN CERTIFICATE-----", "MIIDJzCCAg+gAwIBAgIJANDFJxnhTOtP", "-----END CERTIFICATE-----"], 4),
        "  SSLIntermediateCertificate: ''",
        "  SSLKey: |",
        indented(pem(s, "PRIVATE KEY"), 4),
        "  OctaviaCaKey: |-",
        indented(pem(s, "ENCRYPTED PRIVATE KEY", 4), 8),
        `  OneLineKey: "${pem(s, "RSA PRIVATE KEY", 3).join("\\n")}\\n"`,
        "  DeployedSSLCertificatePath: /etc/pki/tls/private/overcloud_endpoint.pem",
        "",
      ].join("\n"),
    ),
    plant(
      "var/lib/heat-config/deployed/keys.json",
      "json",
      (s) =>
        `${JSON.stringify(
          {
            public_key: "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC7vbqajDRETQbNCL",
            migration: { private_key: `${pem(s, "RSA PRIVATE KEY").join("\n")}\n` },
            inner: JSON.stringify({ key: pem(s, "PRIVATE KEY", 3).join("\n"), port: 22 }),
          },
          null,
          2,
        )}\n`,
    ),
    plant("var/log/containers/nova/nova-compute.log.1", "text", (s) =>
      [
        "2024-03-12 10:00:00.000 7 DEBUG nova.crypto [-] Made a key pair:",
        ...pem(s, "RSA PRIVATE KEY", 4),
        "2024-03-12 10:00:00.001 7 DEBUG nova.crypto [-] Fingerprint is 7a:3c:01:7e:9e:0d:7b:54:2f:a6:44:f8:6f:0c:6a:11",
        `2024-03-12 10:00:00.002 7 DEBUG nova.api [-] {'keypair': {'name': 'k', 'private_key': u'${pem(s, "RSA PRIVATE KEY", 3).join("\\n")}\\n'}}`,
        ...pem(s, "EC PRIVATE KEY", 2).map((line) => `2024-03-12 10:00:00.003 7 DEBUG nova.crypto [-] ${line}`),
        "2024-03-12 10:00:00.004 7 INFO nova.compute [-] The key ends here",
        "",
      ].join("\n"),
    ),
    plant("var/log/messages-cut", "text", (s) =>
      [
        "Mar 12 10:00:00 controller-0 installer: the last key of the disk:",
        ...pem(s, "PRIVATE KEY", 4).slice(0, -1),
        "",
      ].join("\n"),
    ),
    plant("etc/wireguard/wg0.conf", "ini", (s) =>
      [
        "[Interface]",
        `PrivateKey = ${s.base64(32)}`,
        "ListenPort = 51820",
        "[Peer]",
        `PresharedKey = ${s.base64(32)}`,
        "AllowedIPs = 10.9.0.0/24",
        "",
      ].join("\n"),
    ),
    plant("home/stack/.gnupg/key.asc", "text", (s) =>
      [
        "-----BEGIN PGP PRIVATE KEY BLOCK-----",
        "Version: GnuPG v2.0.22 (GNU/Linux)",
        "",
        ...s.keyLines(4),
        "=aB3d",
        "-----END PGP PRIVATE KEY BLOCK-----",
        "",
      ].join("\n"),
    ),
    plant("etc/keystone/fernet-keys/0", "text", (s) => `${s.fernetKey()}`),
    plant(
      "var/lib/config-data/puppet-generated/keystone/etc/keystone/credential-keys/1",
      "text",
      (s) => `${s.base64(32)}\n`,
    ),
    plant("var/lib/rabbitmq/.erlang.cookie", "text", (s) => s.word()),
  ];
}

function pem(secrets: Secrets, kind: string, lines = 6): string[] {
  return [`-----BEGIN ${kind}-----`, ...secrets.keyLines(lines), `-----END ${kind}-----`];
}
