/// The settings view: every key with a fixed name that is not in the models view, in groups that are applied together, and the
/// restart of the server or of the program, with its phases and its result; the certificate ([earshot.ui.settings.CertificatePane]) and backups.
///
/// The form is built from the catalog of settings ([earshot.config.SettingsCatalog]): groups, keys, scopes and units. Valid values,
/// values in force and the layer they come from are supplied by `config`, so that a field is validated by the same rule as the file. A field shows its range
/// before the first error, and no error before the first edit. A secret is never put into its field; an empty field keeps it.
///
/// The effect of voice activity detection settings is shown on the sound a device sent last ([earshot.ui.settings.SegmentationPreviewPane]), before
/// they are applied.
package earshot.ui.settings;
