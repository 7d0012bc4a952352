/// The engine: assembles all lower packages by constructors, and is all that the console and the command line know.
/// They read through [earshot.engine.EngineModel] and act through [earshot.engine.Command].
///
/// [earshot.engine.Engine] starts, stops and passes commands on. Its parts are made by classes named `…Assembly`, one a feature;
/// each group of commands is performed by a class named `…Commands`, and what takes time is an [earshot.engine.Operation].
///
/// Decisions, and why:
///
/// * **A restart of the server happens within the process.** Settings, devices, the timeline and the window stay; only the listening sockets and
///   the connections are closed. That is what new ports need, and what always works.
/// * **A restart of the program is a new process** (badge-protocol section 3.8), for a new version or when this process is in doubt. The successor
///   is started first and waits, so that one that does not start costs nothing; then the phases are those of a restart of the server. The engine
///   cannot restart its process itself: its owner does, through [earshot.engine.ProcessOwner].
/// * **A watchdog asks the own ports.** What an error or a library hides shows there. It restarts the server, then the process, with growing pauses.
/// * **The server may stay closed.** If a port is taken, a problem says so and offers a free port, and the console still opens:
///   a program that just exits explains nothing.
/// * **Short commands run on the thread `engine`**, in order; whatever waits (disk, sockets, sound) runs on a virtual thread
///   of its own and is listed among the operations.
/// * **First contact is tracked incrementally**, so that a port scan costs no more than its own rows.
/// * **The model that serves a purpose is derived, never stored**: the state of the models is computed from the live settings and
///   their history, so that *written* and *in force* cannot drift apart, and are the same after a restart.
package earshot.engine;
