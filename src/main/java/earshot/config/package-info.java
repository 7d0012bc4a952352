/// The settings: typed records, read from layers of YAML, checked as data, applied live.
///
/// The layers are command line, the file of `--config`, `settings.yaml` in the home, and the built-in
/// `assets/defaults.yaml`; the first that names a key decides. A value that is no good never stops anything: the built-in
/// default holds and a problem says so. The `--config` file belongs to another program and is never written; what a person
/// changes goes to the home. Keys that nothing here reads are kept, because a file may be shared with another server.
///
/// Readers hold the [earshot.watch.Watch] of [earshot.config.Configuration], not a copy: a change is seen by connections
/// that are open already.
package earshot.config;
