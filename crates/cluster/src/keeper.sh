# $1: PostgreSQL's bin directory; $2: lines for its configuration. Makes a cluster in a new directory, starts it and
# prints that directory; at the end of standard input, which is the end of the process that started this, stops it and
# removes the directory.
directory=$(mktemp -d "${TMPDIR:-/tmp}/larder-postgres.XXXXXX") || exit 1
trap 'rm -rf "$directory"' EXIT
fail() {
  cat "$directory/log" >&2
  exit 1
}
"$1/initdb" -D "$directory/data" -U postgres -A trust -E UTF8 --no-locale -N >"$directory/log" 2>&1 || fail
cat >>"$directory/data/postgresql.conf" <<END
unix_socket_directories = '$directory'
listen_addresses = ''
max_connections = 300
$2
END
"$1/pg_ctl" -D "$directory/data" -l "$directory/log" -w -t 120 start >/dev/null 2>&1 || fail
echo "$directory"
cat >/dev/null
"$1/pg_ctl" -D "$directory/data" -m immediate -w stop >/dev/null 2>&1
