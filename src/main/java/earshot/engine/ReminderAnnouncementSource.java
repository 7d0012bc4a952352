package earshot.engine;

import module java.base;

import earshot.conversation.ReminderSentences;
import earshot.event.EventCode;
import earshot.event.EventSink;
import earshot.event.EventText;
import earshot.id.DeviceId;
import earshot.problem.Severity;
import earshot.reminder.Reminder;
import earshot.reminder.ReminderRegistry;
import earshot.session.Announcement;
import earshot.session.AnnouncementSource;

/// The reminders of a device that are due, as what its connection says next.
record ReminderAnnouncementSource(ReminderRegistry reminders, ReminderSentences words, EventSink events) implements AnnouncementSource {
    /// Said one by one; of more only the number is said.
    static final int MAX_SAID = 3;

    @Override
    public Optional<Announcement> next(DeviceId device) {
        List<Reminder> due = reminders.unspoken(device);
        return due.isEmpty() ? Optional.empty() : Optional.of(announcement(device, due));
    }

    private Announcement announcement(DeviceId device, List<Reminder> due) {
        // the newest matter most
        List<Reminder> said = due.subList(Math.max(0, due.size() - MAX_SAID), due.size());
        List<Reminder> counted = due.subList(0, due.size() - said.size());
        List<String> sentences = new ArrayList<>(said.stream().map(words::sentence).toList());
        if (!counted.isEmpty()) {
            sentences.add(words.more(counted.size(), counted.getFirst()));
        }
        return new Announcement() {
            @Override
            public List<String> sentences() {
                return List.copyOf(sentences);
            }

            @Override
            public void ended(int begun) {
                said.stream().limit(begun).forEach(reminders::spoken);
                if (begun > said.size()) {
                    counted.forEach(reminders::spoken);
                }
                events.log(device, "reminder", begun > 0 ? Severity.INFO : Severity.WARNING,
                    begun > 0 ? EventText.of(EventCode.REMINDER_SPOKEN, String.join(" ", sentences.subList(0, begun)))
                        : EventText.of(EventCode.REMINDER_NOT_HEARD));
            }
        };
    }
}
