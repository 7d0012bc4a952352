package earshot.engine;

import earshot.feature.DeviceFeature;
import java.util.List;

/// What is served beside voice: meetings, and the families of messages that are attached by [DeviceFeature].
///
/// @param families in the order in which connections open them
record FeatureAssembly(MeetingAssembly meetings, List<DeviceFeature> families) {}
