package earshot.ui.messages;

import module java.base;

import earshot.device.DeviceModel;
import earshot.engine.Command;
import earshot.id.DeviceId;
import earshot.peer.PeerRules;
import earshot.peer.PeerSettings;
import earshot.ui.kit.ViewContext;
import earshot.watch.WatchSubscription;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The rules in force, and what they come to for the known devices. Every change is saved at once. On the FX thread only.
final class SendingRulesViewModel {
    private final ViewContext viewContext;
    private final ReadOnlyObjectWrapper<PeerRules> rules;
    private final ReadOnlyObjectWrapper<List<NamedDevice>> devices = new ReadOnlyObjectWrapper<>(List.of());
    private final List<WatchSubscription> watches;

    /// A device with what a person calls it.
    record NamedDevice(DeviceId id, String name) {}

    SendingRulesViewModel(ViewContext viewContext) {
        this.viewContext = viewContext;
        rules = new ReadOnlyObjectWrapper<>(inForce());
        watches = List.of(viewContext.pump().watch(viewContext.model().settings(), _ -> rules.set(inForce())),
            viewContext.pump().watch(viewContext.model().devices(), _ -> refresh()));
    }

    private PeerRules inForce() {
        return viewContext.model().settings().get().of(PeerSettings.SECTION).rules();
    }

    /// Devices may have been renamed.
    void refresh() {
        devices.set(viewContext.model().devices().get().stream().map(SendingRulesViewModel::named).sorted(Comparator.comparing(NamedDevice::name)).toList());
    }

    private static NamedDevice named(DeviceModel device) {
        return new NamedDevice(device.id(), device.facts().get().name());
    }

    /// The devices to which one may send.
    List<NamedDevice> reached(DeviceId from) {
        return devices.get().stream().filter(to -> rules.get().grant(from, to.id()).isPresent()).toList();
    }

    /// The groups of the known devices, with the names of those in each.
    SortedMap<String, List<String>> groups() {
        return devices.get().stream()
            .collect(Collectors.groupingBy(device -> PeerRules.group(device.id()), TreeMap::new, Collectors.mapping(NamedDevice::name, Collectors.toList())));
    }

    /// All roles that a device has or a grant names, in alphabetical order.
    SortedSet<String> roles() {
        SortedSet<String> all = new TreeSet<>(rules.get().grants().keySet());
        rules.get().roles().values().forEach(all::addAll);
        return all;
    }

    void allow(String key, boolean allowed) {
        save(key, allowed);
    }

    /// Lets everybody send to a device, or not.
    void list(DeviceId device, boolean listed) {
        SortedSet<String> ids = rules.get().allowlist().stream().map(DeviceId::value).collect(Collectors.toCollection(TreeSet::new));
        change(ids, device.value(), listed);
        save(PeerSettings.ALLOWLIST_KEY, List.copyOf(ids));
    }

    /// Lets the devices of a group send to each other, or not.
    void groupSpeaks(String group, boolean allowed) {
        Map<String, Set<String>> all = new TreeMap<>(rules.get().groups());
        SortedSet<String> reached = new TreeSet<>(all.getOrDefault(group, Set.of()));
        change(reached, group, allowed);
        all.put(group, reached);
        save(PeerSettings.GROUPS_KEY, written(all));
    }

    /// @param written roles with commas between them; none for a blank text
    void giveRoles(DeviceId device, String written) {
        Map<String, Set<String>> all = new TreeMap<>();
        rules.get().roles().forEach((id, roles) -> all.put(id.value(), roles));
        all.put(device.value(), words(written));
        save(PeerSettings.ROLES_KEY, written(all));
    }

    /// @param written what the role may reach, with commas between
    void grant(String role, String written) {
        Map<String, Set<String>> all = new TreeMap<>(rules.get().grants());
        all.put(role, words(written));
        save(PeerSettings.GRANTS_KEY, written(all));
    }

    private static <T> void change(Set<T> all, T one, boolean present) {
        if (present) {
            all.add(one);
        } else {
            all.remove(one);
        }
    }

    private static Set<String> words(String written) {
        return Arrays.stream(written.split("[,，、]")).map(String::strip).filter(word -> !word.isEmpty()).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// As it stands in the settings: lists, without what has none.
    private static Map<String, Object> written(Map<String, Set<String>> all) {
        Map<String, Object> lists = new LinkedHashMap<>();
        all.forEach((key, values) -> {
            if (!values.isEmpty()) {
                lists.put(key, values.stream().sorted().toList());
            }
        });
        return lists;
    }

    private void save(String key, Object value) {
        viewContext.send(new Command.ApplySettings(Map.of(key, value)));
    }

    ReadOnlyObjectProperty<PeerRules> rules() {
        return rules.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<NamedDevice>> devices() {
        return devices.getReadOnlyProperty();
    }

    void close() {
        watches.forEach(WatchSubscription::close);
    }
}
