/// The home directory and its content: the lock that gives it one owner, and the database.
/// Knows bytes, rows and keys, and no feature: the migrations that features supply define the tables.
///
/// Decisions: SQLite in WAL mode, because readers never wait for the writer and a killed process loses nothing that was
/// committed. One thread (`disk`) writes and one reads (`disk-read`), each with its own connections, so that no lock is held over I/O
/// and only these threads ever wait for the disk. The schema's version is SQLite's own `user_version`: one short class
/// (`SchemaUpdater`) instead of a migration library. The driver unpacks its native library on every start and leaves it behind when the process is
/// killed, so it unpacks into the home directory, where it is cleaned up.
///
/// Everything in a home belongs to its owner only ([earshot.store.PrivateFiles]). What cannot be used is renamed, never deleted
/// ([earshot.store.UnusableFile]): [earshot.store.HomeInspection] looks for files and directories that have the wrong kind, and
/// [earshot.store.DatabaseOpening] replaces a damaged database by every row that can still be read, laid over the newest good one of
/// the automatic backups ([earshot.store.DatabaseBackups]). A large one is read whole only while it is in use ([earshot.store.DatabaseCheck]).
package earshot.store;
