-- What a hub needs of a PostgreSQL 15 or newer, told once by the server's administrator; again it changes nothing:
--
--   psql --set=ON_ERROR_STOP=1 --file=postgresql.sql
--   psql --set=ON_ERROR_STOP=1 --set=database=crm_leads --set=hub=leads_hub --file=postgresql.sql    under other names
--
-- The hub makes its tables itself, so it owns its database, and nothing else on the server. It is no superuser: one would
-- pass the fence that holds reads for a person to that person's rows.
\if :{?database} \else \set database followthrough \endif
\if :{?hub} \else \set hub followthrough-hub \endif

-- named as the system's user it runs as: on one machine the server knows it by that (peer) and needs no password. For
-- another machine: \password "followthrough-hub"
SELECT format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS', :'hub')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'hub') \gexec

-- whom the hub becomes while it reads for a person; nobody signs in as it
SELECT 'CREATE ROLE followthrough_desk NOLOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'followthrough_desk') \gexec
SELECT format('GRANT followthrough_desk TO %I', :'hub')
WHERE NOT pg_has_role(:'hub', 'followthrough_desk', 'MEMBER') \gexec

-- in the order of the characters, whatever the system's language and its next release say of it
SELECT format(
    'CREATE DATABASE %I OWNER %I TEMPLATE template0 ENCODING ''UTF8'' LC_COLLATE ''C'' LC_CTYPE ''C''', :'database', :'hub')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec

-- by itself a server lets everybody it knows into every database
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT ALL ON DATABASE :"database" TO :"hub";
