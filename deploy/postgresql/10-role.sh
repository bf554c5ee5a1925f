#!/bin/sh
# Run once by the PostgreSQL image, as its superuser, when the database is first made.
set -eu
psql --no-psqlrc --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname=postgres \
     --set=password="$(cat /run/secrets/fourfold_password)" <<'SQL'
CREATE ROLE fourfold LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB PASSWORD :'password';
CREATE DATABASE fourfold OWNER fourfold ENCODING 'UTF8' TEMPLATE template0;
REVOKE CONNECT ON DATABASE fourfold FROM PUBLIC;
SQL
