package earshot.conversation;

import module java.base;

import earshot.time.Time;
import earshot.turn.Assistant;
import earshot.turn.AssistantAnswer;
import earshot.turn.AssistantRequest;
import earshot.turn.Emotion;

/// Answers spoken questions about the device: name, state, volume, connection, time. The volume is read and set by the tools of current
/// firmware; without them the answer says so. English only, like the embedded recogniser.
///
/// @param zone of the time that is spoken
public record ScriptedAssistant(Time time, ZoneId zone) implements Assistant {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("h:mm a", Locale.ENGLISH);
    private static final List<String> TENS = List.of("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "one hundred");
    private static final List<String> QUESTIONS = List.of(
        "what is your name", "who are you", "what is your state", "how are you", "what is the volume", "how loud are you",
        "how are you connected", "what is your connection", "what time is it", "what is the time", "help", "what can you do");
    private static final String HELP = "You can ask for my name, my state, my volume, my connection, and the time. You can also set the volume.";

    /// Below this confidence the recogniser, which always picks a sentence of its list, was only guessing.
    private static final double MIN_CONFIDENCE = 0.2;

    @Override
    public CompletableFuture<AssistantAnswer> answer(AssistantRequest assistantRequest) {
        if (assistantRequest.recognitionResult().confidence() < MIN_CONFIDENCE) {
            return notUnderstood();
        }
        Set<String> words = Arrays.stream(assistantRequest.recognitionResult().text().toLowerCase(Locale.ROOT).split("[^a-z0-9]+")).collect(Collectors.toSet());
        if (words.contains("volume") || words.contains("loud")) {
            DeviceVolume volume = new DeviceVolume(assistantRequest.tools());
            OptionalInt number = number(assistantRequest.recognitionResult().text());
            return number.isPresent() ? setVolume(volume, number.getAsInt()) : tellVolume(volume);
        }
        AssistantRequest.DeviceInfo device = assistantRequest.device();
        if (words.contains("name") || words.contains("who")) {
            return say("My name is " + device.name() + ".");
        }
        if (words.contains("time") || words.contains("clock")) {
            return say("It is " + CLOCK.format(time.now().atZone(zone)) + ".");
        }
        if (words.contains("connection") || words.contains("connected")) {
            return say(device.connection());
        }
        if (words.contains("state") || words.contains("how")) {
            return say("I am " + device.state() + ".");
        }
        if (words.contains("help") || words.contains("can")) {
            return say(HELP);
        }
        return notUnderstood();
    }

    /// The questions, and `set the volume to` with every ten from zero to one hundred.
    @Override
    public List<String> expectedSentences() {
        List<String> all = new ArrayList<>(QUESTIONS);
        TENS.forEach(number -> all.add("set the volume to " + number));
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

    private static CompletableFuture<AssistantAnswer> tellVolume(DeviceVolume volume) {
        if (!volume.canBeRead()) {
            return say("I cannot tell. This device has no tool for its status.");
        }
        return volume.readStatus().handle((status, failure) -> {
            if (failure != null) {
                return sorry("The device did not tell its status.");
            }
            OptionalInt percent = DeviceVolume.percentIn(status);
            return percent.isPresent() ? content("The volume is " + percent.getAsInt() + " percent.") : sorry("The device did not tell its volume.");
        });
    }

    private static CompletableFuture<AssistantAnswer> setVolume(DeviceVolume volume, int percent) {
        if (!volume.canBeSet()) {
            return say("I cannot do that. This device has no tool for its volume.");
        }
        return volume.set(percent).handle((_, failure) -> failure == null ? content("The volume is " + percent + " percent now.") : sorry("The device did not change its volume."));
    }

    /// The number in a sentence, as a word for tens or in digits, 0 to 100.
    private static OptionalInt number(String text) {
        String spaced = " " + text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", " ") + " ";
        for (int i = TENS.size() - 1; i >= 0; i--) {
            String word = TENS.get(i);
            if (spaced.contains(" " + word + " ") || i == TENS.size() - 1 && spaced.contains(" hundred ")) {
                return OptionalInt.of(i * 10);
            }
        }
        return Arrays.stream(spaced.trim().split(" ")).filter(word -> word.matches("\\d{1,3}")).mapToInt(Integer::parseInt).filter(n -> n <= 100).findFirst();
    }

    private static CompletableFuture<AssistantAnswer> notUnderstood() {
        return CompletableFuture.completedFuture(new AssistantAnswer.Sentences(List.of("I did not understand that.", HELP), Emotion.CONFUSED));
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
