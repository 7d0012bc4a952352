package earshot.tool;

import module java.base;

import earshot.id.DeviceId;

/// The built-in tools of a feature. Safe for use from any thread.
public interface BuiltInToolSource {
    /// The names of all its tools, also of those that are not offered now.
    Set<String> names();

    /// The tools for one answer.
    ///
    /// @param device with which the person talks
    /// @param language that the person speaks, ISO 639-1; empty if unknown. Asked by a tool that is called
    List<BuiltInTool> tools(DeviceId device, Supplier<Optional<String>> language);

    static BuiltInToolSource none() {
        return new BuiltInToolSource() {
            @Override
            public Set<String> names() {
                return Set.of();
            }

            @Override
            public List<BuiltInTool> tools(DeviceId device, Supplier<Optional<String>> language) {
                return List.of();
            }
        };
    }
}
