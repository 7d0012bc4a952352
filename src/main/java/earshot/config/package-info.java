/// The settings: typed records, read from layers of YAML, checked as data, applied live, and undone.
///
/// The layers are command line, what was edited in the console, the file of `--config`, `settings.yaml` in the home, and the
/// built-in `assets/defaults.yaml`; the first that names a key decides. A value that is no good never stops anything: the
/// built-in default holds and a problem says so. Keys that nothing here reads are kept, because a file may be shared with
/// another server.
///
/// Decisions, and why:
///
/// * **One file is written: the one that lies directly over what was given.** That is `settings.yaml`; with `--config`, which
///   belongs to another program and is never written, it is `settings.over.<digest of its path>.yaml`, which counts only while
///   that file is given. So an edit always holds (but for the command line), and never follows somebody to another file.
///   Taking out a key that a lower layer has writes an explicit null.
/// * **Edits are made in the text**, not by dumping a tree: comments, blank lines, order and quotes stay byte for byte. Each
///   edit is read back and compared with what was meant before it is written.
/// * **Secrets given in the console stand in `secrets.yaml`** (with `--config` in `secrets.over.<digest>.yaml`, so that a key is
///   never sent to the server of another file), readable by their owner only, and lie over the settings beside them. Secrets
///   that somebody wrote into a settings file work as well. The history names secrets and does not hold them; those of earlier
///   states are remembered in that same file.
/// * **Every change is a revision**, also one that an editor made meanwhile, and so are undo, redo and restore: nothing is ever
///   lost by going back. 200 are kept.
/// * **A file is followed while it is in force**, so that whoever prefers an editor has what was saved at work within two seconds; no
///   button and no restart stand between.
/// * **A file that cannot be read stops nothing.** What it held last goes on holding, or nothing at the start of the program;
///   it is not written until somebody restores a revision, and then kept as `.broken-<time>`.
///
/// Readers hold the [earshot.watch.Watch] of [earshot.config.Configuration], not a copy: a change is seen by connections
/// that are open already.
package earshot.config;
