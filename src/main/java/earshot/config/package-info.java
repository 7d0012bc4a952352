/// The mechanism of settings: read from layers of YAML into typed records, validated, applied live, with undo. No feature is known
/// here.
///
/// A feature declares each of its settings once, as a [earshot.config.Setting] (key, type, range, unit, default, scope), and builds
/// its record from them in a [earshot.config.SettingsSection]: `settings.of(ServerSettings.SECTION)`. The engine composes the
/// sections into the [earshot.config.SettingsCatalog], which answers every question about a key: whether it is read, what it accepts,
/// its default and its heading. The settings view is built from it. A test generates `assets/docs/settings.md` and
/// `assets/defaults.yaml` from it; nothing reads these at run time, so that a default stands in one place.
///
/// The layers, highest first: the command line, edits made in the console, the file given by `--config`, `settings.yaml` in the
/// home directory, and the declared defaults. The first layer that names a key decides. An invalid value never stops the program: the
/// default applies and a problem reports it. Unknown keys are kept, because a file may be shared with another server.
///
/// A file of another server may hold only what differs from the base file of that server. What it leaves unsaid comes from
/// [earshot.config.BaseSettings], below all layers and only for entries that a file names: an entry of the base that nobody uses is not there.
///
/// Files of other xiaozhi servers are read as they are. [earshot.config.SettingsYaml] takes what is written without quotes for the text that it is;
/// [earshot.config.YamlDiagnosis] says what is wrong with a line and what to do. `${NAME}` is filled from the environment, and what is still a
/// [earshot.config.Placeholder] counts as absent. Keys that mean the same as ours hold by a [earshot.config.KeyTranslation]; a
/// [earshot.config.ForeignKey] says what takes the place of any other.
///
/// Decisions, and why:
///
/// * **Of a key that stands twice the last holds**, as with the loader of the most widespread server (PyYAML), which says nothing about it.
/// * **The console writes exactly one file.** Normally that is `settings.yaml`. A `--config` file belongs to another program and
///   is never written; edits then go to `settings.over.<digest of its path>.yaml`, which applies only while that file is given.
///   So an edit always takes effect (unless the command line overrides it) and never leaks into another configuration. Removing
///   a key that a lower layer defines writes an explicit null.
/// * **Edits change the text in place** ([earshot.config.YamlEditor]); each is parsed again and compared with the intended result
///   before it is written.
/// * **Secrets entered in the console go to `secrets.yaml`** (with `--config` to `secrets.over.<digest>.yaml`, so that a key is
///   never sent to the server of another file), readable by the owner only; they override the settings beside them. Secrets
///   written by hand into a settings file work too. The history stores names of secrets, not the secrets; those of earlier
///   revisions are kept in the same secrets file.
/// * **Every change is a revision**, including a change made with an editor, and so are undo, redo and restore: going back never
///   loses anything. The newest 200 are kept.
/// * **Settings files are watched**: a change saved with an editor applies within two seconds.
/// * **A file that cannot be read stops nothing.** Its last readable content stays in force (at start-up: nothing). The console
///   does not write the file until somebody restores a revision; then it is kept as `.broken-<time>`.
///
/// Readers hold the [earshot.watch.Watch] of [earshot.config.Configuration] instead of a copy, so that open connections see a change.
package earshot.config;
