#!/bin/sh
# Makes every file of this folder anew (OpenSSL 3). Not part of any test: the files are committed.
set -eu
cd "$(dirname "$0")"
here=$PWD
work=$(mktemp -d)
rm -f ./*.pem
cat > "$work/ca.cnf" <<END
[ca]
default_ca = test
[test]
database = $work/index
rand_serial = yes
new_certs_dir = $work
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[authority]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[serverAuth]
basicConstraints = CA:false
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost,IP:127.0.0.1
[misnamed]
basicConstraints = CA:false
extendedKeyUsage = serverAuth
subjectAltName = DNS:registers.example.kz
[clientAuth]
basicConstraints = CA:false
extendedKeyUsage = clientAuth
END
: > "$work/index"
from=20200101000000Z
to=21200101000000Z

request() { # name
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=Kabinet test $1" \
    -keyout "$here/$1.key.pem" -out "$work/$1.csr" 2>/dev/null
}
authority() { # name
  request "$1"
  openssl ca -batch -notext -config "$work/ca.cnf" -selfsign -keyfile "$here/$1.key.pem" -in "$work/$1.csr" \
    -out "$here/$1.pem" -extensions authority -startdate $from -enddate $to 2>/dev/null
}
issue() { # name, authority, usage, end
  request "$1"
  openssl ca -batch -notext -config "$work/ca.cnf" -cert "$here/$2.pem" -keyfile "$here/$2.key.pem" \
    -in "$work/$1.csr" -out "$here/$1.pem" -extensions "$3" -startdate $from -enddate "$4" 2>/dev/null
}

authority authority
authority stranger
issue server authority serverAuth $to
issue client authority clientAuth $to
issue expired-server authority serverAuth 20210101000000Z
issue misnamed-server authority misnamed $to
issue strange-server stranger serverAuth $to
issue strange-client stranger clientAuth $to
rm -r "$work" authority.key.pem stranger.key.pem
