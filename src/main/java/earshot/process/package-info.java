/// This process and its successor: how it was started, who starts it again, how a new one takes over, and what ends it at once.
///
/// A restart starts a detached *successor* with the same command line, environment and directory. It has a session of its own, no terminal, and
/// the null device as its three streams, so that neither a terminal nor its end can stop it (badge-protocol section 3.8). The two
/// talk over a UNIX domain socket in the home: the successor says that it has started and waits; its *predecessor* closes everything and lets go
/// of the home; the successor takes over and says that it serves. Until then the predecessor can take back what it let go of.
/// A successor whose predecessor is gone starts as usual, so that nothing is lost when that one is killed in between; one whose predecessor is asked
/// to end is ended with it. The database that a newer successor changed before it failed is replaced by the backup from before the change.
///
/// Where somebody else starts the process again (systemd, a container), a successor would be killed with the rest of the service, or run beside
/// the next start: there the process ends with [earshot.process.Supervision#RESTART_EXIT_CODE], or only the server restarts, see
/// [earshot.process.Supervision].
///
/// A *fatal error* ([earshot.problem.FatalErrors]: no memory left, a shared thread that ended) ends the process at once:
/// [earshot.process.FatalErrorHandler] writes a report with what was prepared for it, and starts a successor, which shows the report as a
/// problem. After three such successors in a row there is no other.
package earshot.process;
