/// The home directory and what lies in it: the lock that gives it one owner, and the database.
/// Knows bytes, rows and keys, and no feature: what a table holds is said by the migrations that features hand in.
///
/// Decisions: SQLite in WAL mode, because readers never wait for the writer and a killed process loses nothing that was
/// committed. One thread (`disk`) writes and one reads, each with connections of its own, so that no lock is held over I/O
/// and nobody but these threads ever waits for the disk. The schema's version is SQLite's own `user_version`: thirty lines
/// instead of a migration library. The driver unpacks its native part on every start and leaves it behind when the process is
/// killed, so it unpacks into the home, where we sweep.
package earshot.store;
