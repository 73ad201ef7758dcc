#!/bin/sh
# Makes the secrets of docker-compose.yml, once, in deploy/secrets: random, and never in version control.
set -eu
folder="$(cd "$(dirname "$0")" && pwd)/secrets"
mkdir -p "$folder"
# Who may not enter the folder can't read the files; a container's user, who is nobody here, can.
chmod 700 "$folder"

random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
make() { [ -s "$folder/$1" ] || { printf '%s' "$2" > "$folder/$1"; chmod 444 "$folder/$1"; echo "made $folder/$1"; }; }

make postgres-password "$(random)"
make database-url "postgres://belay:$(cat "$folder/postgres-password")@postgres:5432/belay"
make simulator-secret "$(random)"
make api-token "$(random)"
make grafana-password "$(random)"
