package earshot.reminder;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.id.DeviceId;
import earshot.id.ReminderId;
import earshot.llm.ToolDefinition;
import earshot.problem.Failures;
import earshot.problem.ProblemException;
import earshot.time.Time;
import earshot.tool.BuiltInTool;
import earshot.tool.BuiltInToolSource;
import earshot.tool.ToolParameter;
import earshot.tool.ToolResult;

/// The tools by which a model sets, lists, moves and cancels the reminders of the device with which a person talks. It never sees those of another device.
///
/// What fails because of its arguments is reported to the model and is not a problem for a person: it asks again, or asks the person.
///
/// @param zone of this computer, asked at each use
/// @param settings read at each use
public record ReminderTools(Time time, Supplier<ZoneId> zone, Supplier<ReminderSettings> settings, ReminderRegistry reminders) implements BuiltInToolSource {
    private static final String SET = "set_reminder";
    private static final String LIST = "list_reminders";
    private static final String MOVE = "move_reminder";
    private static final String CANCEL = "cancel_reminder";
    private static final String HONEST = "Tell the person the time. Tell them also, in a few words, "
        + "that you can say it only while you are connected; while you sleep it waits for the next time they speak to you.";

    private static final ToolParameter IN_MINUTES = new ToolParameter("in_minutes", "integer", "how many minutes from now", false);
    private static final ToolParameter AT = new ToolParameter("at", "string",
        "the local date and time as YYYY-MM-DDTHH:MM, or only HH:MM for the next such time, "
            + "or as the person says it, such as `tomorrow 8 am`, `next Monday 9:00` or `明天早上八点`",
        false);
    private static final ToolParameter REPEAT = new ToolParameter("repeat", "string", "how often it is repeated; `minutes` needs `every_minutes`", false,
        List.of("once", "daily", "weekdays", "weekly", "minutes"));
    private static final ToolParameter EVERY = new ToolParameter("every_minutes", "integer",
        "the minutes from one to the next, %d to %d, with the repeat `minutes`".formatted(Recurrence.MIN_MINUTES, Recurrence.MAX_MINUTES), false);
    private static final ToolParameter NUMBER = new ToolParameter("number", "integer", "the number of the reminder, as set_reminder and list_reminders tell it",
        true);

    private static final ToolDefinition SET_DEFINITION = ToolParameter.define(SET,
        "Sets a reminder that this device says aloud at a time. Call it when the person wants to be reminded of something. Give either `in_minutes` or `at`.",
        new ToolParameter("text", "string", "what to remind of, in the person's language, as it is to be said: short, without the time", true), IN_MINUTES, AT,
        REPEAT, EVERY);
    private static final ToolDefinition LIST_DEFINITION = ToolParameter.define(LIST,
        "Lists the reminders of this device with their numbers, times and states.");
    private static final ToolDefinition MOVE_DEFINITION = ToolParameter.define(MOVE,
        "Gives a reminder another time, also one that was just said: snoozes it. Give either `in_minutes` or `at`. "
            + "With `in_minutes` one that repeats by days is said once more then, and stays as it is; "
            + "otherwise it keeps its repetition unless `repeat` is given.",
        NUMBER, IN_MINUTES, AT, REPEAT, EVERY);
    private static final ToolDefinition CANCEL_DEFINITION = ToolParameter.define(CANCEL, "Cancels a reminder for good.", NUMBER);

    @Override
    public Set<String> names() {
        return Set.of(SET, LIST, MOVE, CANCEL);
    }

    @Override
    public List<BuiltInTool> tools(DeviceId device, Supplier<Optional<String>> language) {
        if (!settings.get().spokenRequests()) {
            return List.of();
        }
        return List.of(new BuiltInTool(SET_DEFINITION, arguments -> ToolResult.forModel(set(device, language.get(), arguments))),
            new BuiltInTool(LIST_DEFINITION, _ -> ToolResult.forModel(list(device))),
            new BuiltInTool(MOVE_DEFINITION, arguments -> ToolResult.forModel(move(device, arguments))),
            new BuiltInTool(CANCEL_DEFINITION, arguments -> ToolResult.forModel(cancel(device, arguments))));
    }

    private String set(DeviceId device, Optional<String> language, JsonNode arguments) {
        Optional<Recurrence> recurrence = recurrence(arguments, new Recurrence.Once());
        Optional<ReminderTime> at = recurrence.flatMap(repeated -> time(arguments, repeated));
        return at
            .map(
                first -> outcome("set", reminders.set(device, new ReminderDraft(arguments.path("text").asText(""), first, recurrence.orElseThrow(), language))))
            .orElseGet(() -> unreadable("set"));
    }

    private String move(DeviceId device, JsonNode arguments) {
        ReminderId id = number(arguments);
        Optional<Reminder> before = reminders.find(device, id);
        if (before.isEmpty()) {
            return "There is no reminder " + id + ". " + list(device);
        }
        Optional<Recurrence> recurrence = recurrence(arguments, before.get().recurrence());
        Optional<ReminderTime> at = recurrence.flatMap(repeated -> time(arguments, repeated));
        if (at.isPresent() && at.get() instanceof ReminderTime.Moment && recurrence.equals(Optional.of(before.get().recurrence()))
            && followsTheClock(before.get().recurrence())) {
            return snooze(device, before.get(), at.get());
        }
        return at.map(first -> outcome("moved", reminders.move(device, id, new ReminderDraft("", first, recurrence.orElseThrow(), Optional.empty()))))
            .orElseGet(() -> unreadable("moved"));
    }

    /// "In ten minutes" says nothing about tomorrow: what repeats stays as it is, and is said once more.
    private String snooze(DeviceId device, Reminder reminder, ReminderTime at) {
        ReminderChange once = reminders.set(device, new ReminderDraft(reminder.text(), at, new Recurrence.Once(), reminder.language()));
        if (once instanceof ReminderChange.Made && reminder.unspoken().isPresent()) {
            reminders.spoken(reminder);
        }
        return outcome("set for once", once) + " Reminder " + reminder.id() + " stays: " + words().schedule(reminder) + ".";
    }

    private static boolean followsTheClock(Recurrence recurrence) {
        return switch (recurrence) {
            case Recurrence.Daily _, Recurrence.Weekdays _, Recurrence.Weekly _ -> true;
            case Recurrence.Once _, Recurrence.EveryMinutes _ -> false;
        };
    }

    private String cancel(DeviceId device, JsonNode arguments) {
        ReminderId id = number(arguments);
        return switch (reminders.delete(device, id)) {
            case ReminderChange.Made made -> stored(made).map(why -> "Not cancelled: " + why)
                .orElse("Reminder " + id + " is cancelled: " + made.reminder().text());
            case ReminderChange.Refused _ -> "There is no reminder " + id + ". " + list(device);
        };
    }

    private String list(DeviceId device) {
        List<Reminder> all = reminders.of(device);
        return all.isEmpty() ? "There are no reminders."
            : "The reminders, it is " + words().clock(time.now()) + ":\n" + all.stream().map(this::line).collect(Collectors.joining("\n"));
    }

    private String line(Reminder reminder) {
        String state = reminder.unspoken().map(due -> "was due at " + words().clock(due) + (reminders.willBeSpoken(reminder) ? ", not said yet" : ", missed"))
            .or(() -> reminder.last().flatMap(Reminder.Occurrence::spoken).map(said -> "last said at " + words().clock(said))).orElse("not due yet");
        return reminder.id() + ": " + reminder.text() + " – " + words().schedule(reminder) + "; " + state;
    }

    private String outcome(String done, ReminderChange change) {
        return switch (change) {
            case ReminderChange.Refused(var problem) -> "Not " + done + ": " + problem.why(Locale.ENGLISH) + " It is " + words().clock(time.now()) + " now.";
            case ReminderChange.Made made -> stored(made).map(why -> "Not " + done + ": " + why)
                .orElseGet(() -> "Reminder " + made.reminder().id() + " is " + done + ": " + made.reminder().text() + " – "
                    + words().schedule(made.reminder()) + ". " + HONEST);
        };
    }

    /// Waits for the disk. Why it could not be stored; empty when it is.
    private Optional<String> stored(ReminderChange.Made made) {
        try {
            Failures.join(made.stored());
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(e.problem().what(Locale.ENGLISH));
        }
    }

    private String unreadable(String done) {
        return "Not " + done + ": the time or the repetition is missing or cannot be read. Give in_minutes, or at as YYYY-MM-DDTHH:MM or HH:MM. It is "
            + words().clock(time.now()) + " now.";
    }

    private ReminderWords words() {
        return new ReminderWords(zone.get());
    }

    private static ReminderId number(JsonNode arguments) {
        return new ReminderId(arguments.path("number").asLong(0));
    }

    /// Models write numbers as texts, too, and fill what they leave out with zero or with a blank.
    private Optional<ReminderTime> time(JsonNode arguments, Recurrence recurrence) {
        double minutes = arguments.path("in_minutes").asDouble(0);
        String at = arguments.path("at").asText("").strip();
        if (!at.isEmpty()) {
            return ReminderTimeReader.read(at, time.now(), zone.get());
        }
        if (minutes != 0) {
            return Math.abs(minutes) <= ReminderRules.FURTHEST.toMinutes() * 2.0
                ? Optional.of(new ReminderTime.Moment(time.now().plusSeconds(Math.round(minutes * 60))))
                : Optional.empty();
        }
        return recurrence instanceof Recurrence.EveryMinutes(int every) ? Optional.of(new ReminderTime.Moment(time.now().plus(Duration.ofMinutes(every))))
            : Optional.empty();
    }

    private Optional<Recurrence> recurrence(JsonNode arguments, Recurrence otherwise) {
        int minutes = arguments.path("every_minutes").asInt(0);
        String repeat = arguments.path("repeat").asText("").strip();
        return switch (repeat) {
            case "" -> Optional
                .of(minutes == 0 ? SpokenTime.recurrence(arguments.path("at").asText(""), now()).orElse(otherwise) : new Recurrence.EveryMinutes(minutes));
            case "once", "none" -> Optional.of(new Recurrence.Once());
            case "daily" -> Optional.of(new Recurrence.Daily());
            case "weekdays" -> Optional.of(new Recurrence.Weekdays());
            case "weekly" -> Optional.of(new Recurrence.Weekly());
            case "minutes" -> Optional.of(new Recurrence.EveryMinutes(minutes));
            default -> SpokenTime.recurrence(repeat, now());
        };
    }

    private ZonedDateTime now() {
        return time.now().atZone(zone.get());
    }
}
