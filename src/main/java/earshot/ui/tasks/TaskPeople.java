package earshot.ui.tasks;

import module java.base;

import earshot.device.DeviceModel;
import earshot.engine.EngineModel;
import earshot.id.DeviceId;
import earshot.task.Task;
import earshot.task.TaskGroup;
import earshot.task.WorkingSettings;
import earshot.ui.kit.DeviceNames;
import earshot.ui.kit.Texts;

/// The groups and who is in them, by the names that people gave.
///
/// @param texts of the language that is shown
record TaskPeople(EngineModel model, Supplier<Texts> texts) {
    /// Names of a group that are written out.
    private static final int MOST_NAMES = 3;

    /// Groups with open tasks first, those with the most before others, then those that were connected last.
    List<TaskGroup> groups() {
        Map<TaskGroup, Long> open = model.tasks().get().stream().filter(task -> !task.done())
            .collect(Collectors.groupingBy(task -> task.key().group(), Collectors.counting()));
        Map<TaskGroup, Boolean> online = model.devices().get().stream()
            .collect(Collectors.toMap(device -> TaskGroup.of(device.id()), device -> device.facts().get().connection().isPresent(), Boolean::logicalOr));
        Stream<TaskGroup> known = Stream.concat(model.tasks().get().stream().map(task -> task.key().group()), online.keySet().stream()).distinct();
        return known.sorted(Comparator.comparing((TaskGroup group) -> -open.getOrDefault(group, 0L)).thenComparing(group -> !online.getOrDefault(group, false))
            .thenComparing(Comparator.naturalOrder())).toList();
    }

    List<DeviceId> members(TaskGroup group) {
        return model.devices().get().stream().map(DeviceModel::id).filter(id -> TaskGroup.of(id).equals(group)).sorted().toList();
    }

    /// `Kitchen, Study and 2 more`; the key where nobody of the group is known.
    String name(TaskGroup group) {
        List<DeviceId> members = members(group);
        return members.isEmpty() ? group.key() : texts.get().list(members.stream().map(this::name).toList(), MOST_NAMES);
    }

    String name(DeviceId device) {
        return DeviceNames.of(model, device);
    }

    /// The name of an owner; that of its device where it is one.
    String owner(String owner, TaskGroup group) {
        return members(group).stream().filter(device -> settings().isOwner(owner, device)).findFirst().map(this::name)
            .orElseGet(() -> name(new DeviceId(owner)));
    }

    boolean owns(DeviceId device, Task task) {
        return task.owner().filter(owner -> settings().isOwner(owner, device)).isPresent();
    }

    /// Under which name a device is written as the owner of a task.
    String writtenOwner(DeviceId device) {
        return settings().owner(device);
    }

    private WorkingSettings settings() {
        return model.settings().get().of(WorkingSettings.SECTION);
    }
}
