#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Sets up a WordPress of Debian's packages in a folder and serves it until it
# is told to stop:
#
#	bench/wordpress/start.sh FOLDER PORT ARTICLE.json
#
# MariaDB as it is installed: each COMMIT is on disk before it returns
# (innodb_flush_log_at_trx_commit=1).  PHP-FPM with opcache and eight
# processes, behind nginx.  For WordPress's good: no check against floods, no
# mail, no cron.  The article's number is in FOLDER/post when it is ready, and
# what serves it in FOLDER/pids.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$1 port=$2 article=$3
mkdir -p "$work/db" "$work/tmp"
pids=()

stop() {
	for pid in "${pids[@]}"; do
		kill "$pid" 2>/dev/null || true
	done
	wait 2>/dev/null || true
}
trap stop EXIT
trap 'exit 0' TERM INT

# Whoever is root serves as nobody's user.
user=$(id -un) as=()
if [ "$user" = root ]; then
	user=www-data as=(runuser -u www-data --)
	chown -R www-data "$work"
	chmod 755 "$work"
fi

# ---- MariaDB ----

"${as[@]}" mariadb-install-db --no-defaults --datadir="$work/db" \
	--auth-root-authentication-method=normal --skip-test-db \
	>"$work/install.log" 2>&1
"${as[@]}" mariadbd --no-defaults --datadir="$work/db" \
	--socket="$work/db.sock" --skip-networking \
	--pid-file="$work/db.pid" --innodb-flush-log-at-trx-commit=1 \
	>"$work/db.log" 2>&1 &
pids+=($!)
until mariadb-admin --no-defaults --socket="$work/db.sock" -u root ping \
    >/dev/null 2>&1; do
	sleep 0.1
done
mariadb --no-defaults --socket="$work/db.sock" -u root -e \
	"CREATE DATABASE wp CHARACTER SET utf8mb4"

# ---- WordPress ----

cp -rL /usr/share/wordpress "$work/www"
mkdir -p "$work/www/wp-content/mu-plugins"
cat >"$work/www/wp-config.php" <<CONF
<?php
define('DB_NAME', 'wp');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:$work/db.sock');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as \$k) {
	define("{\$k}_KEY", "\$k key of a bench");
	define("{\$k}_SALT", "\$k salt of a bench");
}
\$table_prefix = 'wp_';
define('WP_HOME', 'http://127.0.0.1:$port');
define('WP_SITEURL', 'http://127.0.0.1:$port');
define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_HTTP_BLOCK_EXTERNAL', true);
if (!defined('ABSPATH'))
	define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
CONF
cat >"$work/www/wp-content/mu-plugins/bench.php" <<'CONF'
<?php
remove_filter('wp_is_comment_flood', 'wp_check_comment_flood', 10);
add_filter('comment_flood_filter', '__return_false');
remove_action('template_redirect', 'redirect_canonical');
add_filter('pre_wp_mail', '__return_true');
CONF
"${as[@]}" php "$here/make.php" "$work/www" "127.0.0.1:$port" "$article" \
	>"$work/made" 2>"$work/made.log"

# ---- PHP-FPM and nginx ----

fpm=$(command -v php-fpm || ls /usr/sbin/php-fpm* | tail -n 1)
cat >"$work/fpm.conf" <<CONF
[global]
error_log = $work/fpm.log
daemonize = no
[www]
listen = $work/fpm.sock
listen.mode = 0666
listen.backlog = 1024
pm = static
pm.max_children = 8
CONF
"${as[@]}" "$fpm" -y "$work/fpm.conf" -d opcache.enable=1 \
	-d opcache.validate_timestamps=0 -d opcache.memory_consumption=128 \
	>/dev/null 2>&1 &
pids+=($!)
cat >"$work/nginx.conf" <<CONF
worker_processes 2;
daemon off;
pid $work/nginx.pid;
error_log /dev/null;
events { worker_connections 4096; }
http {
	access_log off;
	include /etc/nginx/mime.types;
	keepalive_requests 100000000;
	client_body_temp_path $work/tmp/a;
	proxy_temp_path $work/tmp/b;
	fastcgi_temp_path $work/tmp/c;
	uwsgi_temp_path $work/tmp/d;
	scgi_temp_path $work/tmp/e;
	server {
		listen 127.0.0.1:$port backlog=2048;
		root $work/www;
		index index.php;
		location / { try_files \$uri \$uri/ /index.php?\$args; }
		location ~ \.php$ {
			include /etc/nginx/fastcgi_params;
			fastcgi_param SCRIPT_FILENAME \$document_root\$fastcgi_script_name;
			fastcgi_pass unix:$work/fpm.sock;
			fastcgi_buffers 64 16k;
		}
	}
}
CONF
nginx -c "$work/nginx.conf" >/dev/null 2>&1 &
pids+=($!)
post=$(tail -n 1 "$work/made")
until curl -sf "http://127.0.0.1:$port/?p=$post" -o "$work/page.html"; do
	sleep 0.1
done
echo "${pids[@]}" >"$work/pids"
echo "$post" >"$work/post"
wait
