//! The tables of the views, and the SQL that both databases read alike.

/// The version of the tables below and of what is written into them, the JSON of incidents and
/// duties included. Whoever changes either raises it: the next start then makes them anew.
pub const VERSION: i64 = 1;

/// One table.
pub struct Table {
    pub name: &'static str,
    /// In the types of SQLite; PostgreSQL's differ in their names only.
    pub create: &'static str,
    /// What SQLite is told besides.
    pub options: &'static str,
    /// Nothing is found; fails where the table or a column is missing.
    pub probe: &'static str,
    pub indices: &'static [&'static str],
}

/// The first says how far an organisation's rows in the others reach.
pub const TABLES: [Table; 4] = [
    Table {
        name: "views",
        create: "CREATE TABLE views (\
         organisation TEXT NOT NULL PRIMARY KEY, \
         version INTEGER NOT NULL, \
         position INTEGER NOT NULL, \
         hash BLOB NOT NULL)",
        options: "STRICT, WITHOUT ROWID",
        probe: "SELECT organisation, version, position, hash FROM views WHERE 1 = 0",
        indices: &[],
    },
    // The incident of a change of the organisation itself is empty, as no incident's id is.
    Table {
        name: "view_timelines",
        create: "CREATE TABLE view_timelines (\
         organisation TEXT NOT NULL, \
         incident TEXT NOT NULL, \
         position INTEGER NOT NULL, \
         is_signal INTEGER NOT NULL, \
         PRIMARY KEY (organisation, incident, position))",
        options: "STRICT, WITHOUT ROWID",
        probe: "SELECT organisation, incident, position, is_signal FROM view_timelines \
         WHERE 1 = 0",
        indices: &[
            "CREATE INDEX view_signals ON view_timelines (organisation, position) \
         WHERE is_signal = 1",
        ],
    },
    Table {
        name: "view_incidents",
        create: "CREATE TABLE view_incidents (\
         organisation TEXT NOT NULL, \
         id TEXT NOT NULL, \
         reported INTEGER NOT NULL, \
         body BLOB NOT NULL, \
         PRIMARY KEY (organisation, id))",
        options: "STRICT",
        probe: "SELECT organisation, id, reported, body FROM view_incidents WHERE 1 = 0",
        indices: &["CREATE INDEX view_incidents_newest ON view_incidents \
         (organisation, reported, id)"],
    },
    Table {
        name: "view_duties",
        create: "CREATE TABLE view_duties (\
         organisation TEXT NOT NULL, \
         id TEXT NOT NULL, \
         incident TEXT NOT NULL, \
         place INTEGER NOT NULL, \
         opened INTEGER NOT NULL, \
         body BLOB NOT NULL, \
         PRIMARY KEY (organisation, id))",
        options: "STRICT",
        probe: "SELECT organisation, id, incident, place, opened, body FROM view_duties \
         WHERE 1 = 0",
        indices: &[
            "CREATE INDEX view_duties_newest ON view_duties (organisation, opened, id)",
            "CREATE INDEX view_duties_of ON view_duties (organisation, incident, place)",
        ],
    },
];

impl Table {
    pub fn for_sqlite(&self) -> String {
        format!("{} {}", self.create, self.options)
    }

    /// Names and ids are compared by their bytes, as SQLite does.
    pub fn for_postgres(&self) -> String {
        self.create
            .replace(" TEXT", " TEXT COLLATE \"C\"")
            .replace(" INTEGER", " BIGINT")
            .replace(" BLOB", " BYTEA")
    }
}

pub const OTHER_VERSIONS: &str = "SELECT count(*) FROM views WHERE version <> $1";

pub const STANDS: &str = "SELECT position, hash FROM views WHERE organisation = $1";

pub const BEGIN: &str = "INSERT INTO views (organisation, version, position, hash) \
     VALUES ($1, $2, 0, $3) ON CONFLICT (organisation) \
     DO UPDATE SET version = excluded.version, position = 0, hash = excluded.hash";

pub const MOVE: &str = "UPDATE views SET position = $1, hash = $2 \
     WHERE organisation = $3 AND position = $4";

pub const INSERT_TIMELINE: &str =
    "INSERT INTO view_timelines (organisation, incident, position, is_signal)";

/// An id comes twice only when a caller used a command id again after it was forgotten.
pub const PUT_INCIDENT: &str = "INSERT INTO view_incidents (organisation, id, reported, body) \
     VALUES ($1, $2, $3, $4) ON CONFLICT (organisation, id) \
     DO UPDATE SET reported = excluded.reported, body = excluded.body";

pub const PUT_DUTY: &str = "INSERT INTO view_duties (organisation, id, incident, place, opened, body) \
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (organisation, id) \
     DO UPDATE SET incident = excluded.incident, place = excluded.place, \
     opened = excluded.opened, body = excluded.body";

pub const TIMELINE: &str = "SELECT r.position, r.kind, r.version, r.body, r.hash \
     FROM view_timelines t JOIN records r \
     ON r.organisation = t.organisation AND r.position = t.position \
     WHERE t.organisation = $1 AND t.incident = $2 AND t.position > $3 \
     ORDER BY t.position LIMIT $4";

pub const SIGNALS: &str = "SELECT r.position, r.kind, r.version, r.body, r.hash \
     FROM view_timelines t JOIN records r \
     ON r.organisation = t.organisation AND r.position = t.position \
     WHERE t.organisation = $1 AND t.is_signal = 1 \
     ORDER BY t.position DESC LIMIT $2";

pub const CHANGES: &str = "SELECT r.position, r.kind, r.version, r.body, r.hash \
     FROM view_timelines t JOIN records r \
     ON r.organisation = t.organisation AND r.position = t.position \
     WHERE t.organisation = $1 AND t.incident = '' \
     ORDER BY t.position DESC LIMIT $2";

pub const INCIDENT: &str = "SELECT body FROM view_incidents WHERE organisation = $1 AND id = $2";

pub const INCIDENTS: &str = "SELECT body FROM view_incidents \
     WHERE organisation = $1 AND (reported, id) < ($2, $3) \
     ORDER BY reported DESC, id DESC LIMIT $4";

pub const DUTY: &str = "SELECT body FROM view_duties WHERE organisation = $1 AND id = $2";

pub const DUTIES: &str = "SELECT body FROM view_duties \
     WHERE organisation = $1 AND (opened, id) < ($2, $3) \
     ORDER BY opened DESC, id DESC LIMIT $4";

pub const DUTIES_OF: &str = "SELECT body FROM view_duties \
     WHERE organisation = $1 AND incident = $2 ORDER BY place";
