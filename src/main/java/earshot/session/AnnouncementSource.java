package earshot.session;

import java.util.Optional;

import earshot.id.DeviceId;

/// Where connections find what the server has to say by itself. Each asks once when its device is first free, and again after
/// [SessionRegistry#announce]. Safe for use from any thread; returns at once, never throws.
@FunctionalInterface
public interface AnnouncementSource {
    /// What to say to the device now; empty when there is nothing.
    Optional<Announcement> next(DeviceId device);
}
