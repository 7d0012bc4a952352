package earshot.capture;

import module java.base;

import earshot.device.DeviceFacts;

/// What a session file says of itself.
///
/// @param format version of the layout, at most [#FORMAT]
/// @param product version of the program that recorded
/// @param settings in force when recording ended, by dotted key: numbers, booleans, texts, lists and maps; secrets are left out
/// @param devices the known devices, the client id of each left out
/// @param faults that were on while it was recorded
public record SessionManifest(int format, String product, SessionClock clock, Map<String, Object> settings, List<DeviceFacts> devices,
    List<RecordedFault> faults) {
    public static final int FORMAT = 1;

    public SessionManifest {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        devices = List.copyOf(devices);
        faults = List.copyOf(faults);
    }
}
