/// The models view: models by purpose; assistant, recognizer, voice and providers; history of the settings.
///
/// The assigned model is shown beside the model in force, because the two may differ. Edits of the assignments are local until
/// they are applied; they are validated in place by the rules for the file, and applied as one revision. A provider is tried
/// with the values in its form and saved if that succeeds or the user insists; a failure is shown beside the field it is about.
/// An API key goes from its field straight into a command and is never shown again. There is one view model for each tab; none
/// uses a node.
package earshot.ui.models;
