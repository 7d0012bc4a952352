/// What a family of messages beside voice has to do with connections: the one place where display, tasks, coding and peer messages are attached.
///
/// | type | what it is |
/// | --- | --- |
/// | [earshot.feature.DeviceFeature] | a family, made once by the engine |
/// | [earshot.feature.FeatureSession] | its part of one connection, made when the connection is registered |
/// | [earshot.feature.FeatureConnection] | the connection as the family sees it |
/// | [earshot.feature.ConnectedDevices] | all other devices that are online |
/// | [earshot.feature.ForwardingRules] | who may send something to whom |
///
/// Decisions, and why:
///
/// * **A family knows connections only through these interfaces**, and connections know no family: so a new one touches its own package and one
///   line of assembly. Meetings are attached by [earshot.meeting.live.ParticipantConnection] instead, because they take the sound as well.
/// * **A family's messages are trees here** and typed in its own package, by a codec of its own.
/// * **A connection without such messages costs nothing**: its sessions exist, and nothing calls them but the beginning and the end.
package earshot.feature;
