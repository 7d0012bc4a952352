package earshot.engine;

import module java.base;

import earshot.conversation.ReminderSentences;
import earshot.conversation.ScriptedReminders;
import earshot.engine.Operation.Outcome;
import earshot.id.DeviceId;
import earshot.problem.Failures;
import earshot.reminder.ReminderChange;
import earshot.reminder.ReminderRegistry;
import earshot.reminder.ReminderScheduler;
import earshot.reminder.ReminderSettings;
import earshot.reminder.ReminderStore;
import earshot.reminder.ReminderTools;
import earshot.session.AnnouncementSource;
import earshot.tool.BuiltInToolSource;

/// Assembles the reminders: who keeps, sets and says them.
final class ReminderAssembly implements AutoCloseable {
    final ReminderRegistry registry;
    final BuiltInToolSource tools;
    final ScriptedReminders scripted;
    final AnnouncementSource announcements;
    private final CoreServices core;
    private Optional<ReminderScheduler> scheduler = Optional.empty();

    ReminderAssembly(CoreServices core, ReminderStore store) {
        this.core = core;
        Supplier<ZoneId> zone = core.time()::zone;
        Supplier<ReminderSettings> settings = () -> core.settings().of(ReminderSettings.SECTION);
        registry = new ReminderRegistry(core.time(), zone, settings, store);
        tools = new ReminderTools(core.time(), zone, settings, registry);
        scripted = new ScriptedReminders(core.time(), registry, settings);
        announcements = new ReminderAnnouncementSource(registry, new ReminderSentences(core.time(), zone, core::settings), core.timeline());
    }

    /// Begins to look what is due.
    ///
    /// @param connected tells a device's connection that there is something to say; false when it has none
    void start(Predicate<DeviceId> connected) {
        scheduler = Optional.of(new ReminderScheduler(core.time(), registry, connected, core.timeline()));
    }

    Operation run(OperationRunner operations, Command.ReminderCommand command) {
        return operations.inBackground(OperationKind.REMINDER, _ -> outcome(switch (command) {
            case Command.SetReminder set -> registry.set(set.device(), set.draft());
            case Command.MoveReminder move -> registry.move(move.device(), move.id(), move.draft());
            case Command.DeleteReminder delete -> registry.delete(delete.device(), delete.id());
        }));
    }

    /// Waits for the disk.
    private static Outcome outcome(ReminderChange change) {
        return switch (change) {
            case ReminderChange.Made made -> {
                Failures.join(made.stored());
                yield Outcome.Done.of("");
            }
            case ReminderChange.Refused(var problem) -> new Outcome.Failed(problem);
        };
    }

    @Override
    public void close() {
        scheduler.ifPresent(ReminderScheduler::close);
    }
}
