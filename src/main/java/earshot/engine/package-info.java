/// The engine: composes everything below by constructors, and is all that the console and the command line know.
/// Reading goes through [earshot.engine.EngineModel], asking through [earshot.engine.Command].
///
/// Decisions, and why:
///
/// * **A restart happens within the process.** Settings, devices, the timeline and the window stay; only doors and
///   connections go. There is no successor process that could be stopped by a terminal or race for a port.
/// * **The doors may stay closed.** A taken port is a problem with a free port beside it, and the console still opens:
///   a program that vanishes explains nothing.
/// * **Brief commands run on the thread `engine`**, in order; whatever waits (disk, doors, sound) runs on a virtual thread
///   of its own and is listed among the operations.
/// * **The ladder of first contact is fed, not computed**: each attempt moves it on, so that a port scan costs no more than
///   its own row.
/// * **What serves a purpose is read off, never remembered**: the board of models is computed anew from the live settings and
///   their history, so that *written* and *in force* cannot drift apart, and says the same after a restart.
package earshot.engine;
