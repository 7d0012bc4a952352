package earshot.conversation;

import module java.base;

import earshot.data.BoundedMap;
import earshot.data.EnglishNumber;
import earshot.data.LetterCase;
import earshot.id.DeviceId;
import earshot.time.Time;
import earshot.turn.Assistant;
import earshot.turn.AssistantAnswer;
import earshot.turn.AssistantRequest;
import earshot.turn.Emotion;

/// Answers spoken questions about the device: name, state, volume, connection, time; and sets reminders. The volume is read and set by the tools of current
/// firmware; without them the answer says so. It understands English and Chinese and answers in the language in which it was asked.
///
/// It changes something only when the whole sentence asks for that and the recognizer is sure of it. The recognizer picks one of the expected
/// sentences whatever was said; so where it is not sure, the assistant says what it heard, and acts when that is said once more.
public final class ScriptedAssistant implements Assistant {
    private static final List<String> QUESTIONS = List.of(
        "what is your name", "who are you", "what is your state", "how are you", "what is the volume", "how loud are you",
        "how are you connected", "what is your connection", "what time is it", "what is the time", "help", "what can you do");

    /// Below this confidence the recognizer, which always picks a sentence of its list, was only guessing.
    private static final double MIN_CONFIDENCE = 0.2;
    /// Speech that is none of the expected sentences stays below this.
    private static final double SURE = 0.6;
    /// How long a question back may be answered by saying it once more.
    private static final Duration REPEAT_WITHIN = Duration.ofSeconds(30);
    private static final int MAX_ASKED = 64;

    private final Time time;
    private final ZoneId zone;
    private final ScriptedReminders reminders;
    /// What each device was asked back about.
    private final Map<DeviceId, AskedBack> askedBack = Collections.synchronizedMap(BoundedMap.leastRecentlyUsed(MAX_ASKED));

    private record AskedBack(ScriptedQuestion wanted, long at) {}

    /// @param zone of the time that is spoken
    public ScriptedAssistant(Time time, ZoneId zone, ScriptedReminders reminders) {
        this.time = time;
        this.zone = zone;
        this.reminders = reminders;
    }

    @Override
    public CompletableFuture<AssistantAnswer> answer(AssistantRequest assistantRequest) {
        String heard = assistantRequest.recognitionResult().text();
        ScriptedLanguage language = ScriptedLanguage.of(heard);
        if (assistantRequest.recognitionResult().confidence() < MIN_CONFIDENCE) {
            return notUnderstood(language);
        }
        AssistantRequest.DeviceInfo device = assistantRequest.device();
        DeviceVolume volume = new DeviceVolume(assistantRequest.tools());
        return switch (language.question(heard)) {
            case ScriptedQuestion.Name() -> say(language.text("name", device.spokenName()));
            case ScriptedQuestion.State() -> say(language.text("state." + LetterCase.lower(device.state().name())));
            case ScriptedQuestion.Connection() -> say(language.text("connection", device.address(), language.clock(device.since().atZone(zone))));
            case ScriptedQuestion.Clock() -> say(language.text("time", language.clock(time.now().atZone(zone))));
            case ScriptedQuestion.Help() -> say(language.text("help"));
            case ScriptedQuestion.Volume() -> tellVolume(volume, language);
            case ScriptedQuestion.SetVolume wanted -> volumeWanted(assistantRequest, wanted, language);
            case ScriptedQuestion.Remind wanted -> heardSurely(assistantRequest, wanted) ? reminders.set(device.id(), wanted, language, zone)
                : say(language.text("reminder.heard", reminders.when(wanted, language, zone), ReminderSentences.closed(wanted.text())));
            case ScriptedQuestion.Unknown() -> notUnderstood(language);
        };
    }

    /// The questions, and `set the volume to` with every ten from zero to one hundred: in English, like the embedded recognizer.
    @Override
    public List<String> expectedSentences() {
        List<String> all = new ArrayList<>(QUESTIONS);
        EnglishNumber.TENS.forEach(number -> all.add("set the volume to " + number));
        return all;
    }

    @Override
    public boolean needsText() {
        return true;
    }

    @Override
    public String name() {
        return "Scripted";
    }

    private CompletableFuture<AssistantAnswer> volumeWanted(AssistantRequest request, ScriptedQuestion.SetVolume wanted, ScriptedLanguage language) {
        int percent = wanted.percent();
        if (!wanted.certain()) {
            return say(language.text("volume.unsure", language.number((percent + 5) / 10 * 10)));
        }
        if (!heardSurely(request, wanted)) {
            return say(language.text("volume.heard", percent));
        }
        DeviceVolume volume = new DeviceVolume(request.tools());
        return volume.canBeSet()
            ? volume.set(percent)
                .handle((_, failure) -> failure == null ? content(language.text("volume.set", percent)) : sorry(language.text("volume.unchanged")))
            : say(language.text("volume.no_tool"));
    }

    /// Whether the recognizer is sure of what a person wants, or the person has said it once more.
    private boolean heardSurely(AssistantRequest request, ScriptedQuestion wanted) {
        AskedBack before = askedBack.remove(request.device().id());
        boolean repeated = before != null && before.wanted.equals(wanted) && time.nanos() - before.at < REPEAT_WITHIN.toNanos();
        boolean sure = request.recognitionResult().confidence() >= SURE || repeated;
        if (!sure) {
            askedBack.put(request.device().id(), new AskedBack(wanted, time.nanos()));
        }
        return sure;
    }

    private static CompletableFuture<AssistantAnswer> tellVolume(DeviceVolume volume, ScriptedLanguage language) {
        if (!volume.canBeRead()) {
            return say(language.text("status.no_tool"));
        }
        return volume.readStatus().handle((status, failure) -> {
            if (failure != null) {
                return sorry(language.text("status.untold"));
            }
            OptionalInt percent = DeviceVolume.percentIn(status);
            return percent.isPresent() ? content(language.text("volume", percent.getAsInt())) : sorry(language.text("volume.untold"));
        });
    }

    private static CompletableFuture<AssistantAnswer> notUnderstood(ScriptedLanguage language) {
        return CompletableFuture.completedFuture(new AssistantAnswer.Sentences(List.of(language.text("unknown"), language.text("help")), Emotion.CONFUSED));
    }

    private static CompletableFuture<AssistantAnswer> say(String sentence) {
        return CompletableFuture.completedFuture(content(sentence));
    }

    private static AssistantAnswer content(String sentence) {
        return new AssistantAnswer.Sentences(List.of(sentence), Emotion.NEUTRAL);
    }

    private static AssistantAnswer sorry(String sentence) {
        return new AssistantAnswer.Sentences(List.of(sentence), Emotion.SAD);
    }
}
