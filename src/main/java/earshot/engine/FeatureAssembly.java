package earshot.engine;

import module java.base;

import earshot.feature.DeviceFeature;
import earshot.id.DeviceId;
import earshot.server.HttpRoute;

/// What is served beside voice: meetings, and the families of messages that are attached by [DeviceFeature].
///
/// @param families in the order in which connections open them
/// @param known the devices online that a device may know beside itself
/// @param httpRoutes answered besides the server's own
/// @param queues what waits, by the name of the queue
record FeatureAssembly(MeetingAssembly meetings, List<DeviceFeature> families, Function<DeviceId, List<DeviceId>> known, List<HttpRoute> httpRoutes,
    Supplier<Map<String, Integer>> queues) {}
