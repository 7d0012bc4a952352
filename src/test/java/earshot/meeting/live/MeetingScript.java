package earshot.meeting.live;

import module java.base;

/// The script of a meeting of several devices with two speakers each: unique sentences, short answers that are repeated, and what
/// recognizers make of them: growing partials, late partials, repeats with other punctuation, case and width, and long sentences that a
/// second device picks up, too.
final class MeetingScript {
    private static final List<String> ANSWERS = List.of("Yes.", "No.", "好。", "OK", "对", "可以。", "not yet");

    /// @param sentence index of the sentence that is meant
    record Line(long millis, String device, String speaker, String text, int sentence) {}

    private final Random random;
    private final List<String> devices;
    private final List<Line> lines = new ArrayList<>();
    private final List<String> sentences = new ArrayList<>();
    private final Map<String, Long> answered = new HashMap<>();

    /// @param pause mean time between two sentences of a device, ms; at least 6 000
    MeetingScript(Random random, List<String> devices, long duration, long pause) {
        this.random = random;
        this.devices = devices;
        for (String device : devices) {
            for (long at = random.nextInt(3_000); at < duration; at += 5_500 + random.nextLong(2 * (pause - 5_500))) {
                speak(at, device, "S" + random.nextInt(2));
            }
        }
        lines.sort(Comparator.comparingLong(Line::millis));
    }

    /// In order of time.
    List<Line> lines() {
        return lines;
    }

    /// What was really said, in order of first arrival.
    List<String> honest() {
        LinkedHashSet<Integer> order = new LinkedHashSet<>();
        lines.forEach(line -> order.add(line.sentence()));
        return order.stream().map(sentences::get).toList();
    }

    private void speak(long at, String device, String speaker) {
        String answer = ANSWERS.get(random.nextInt(ANSWERS.size()));
        String mouth = device + speaker + answer;
        if (random.nextInt(5) == 0 && at - answered.getOrDefault(mouth, -1_000_000L) > 60_000) {
            answered.put(mouth, at);
            sentences.add(answer);
            say(at, device, speaker, answer);
        } else {
            sentence(at, device, speaker);
        }
    }

    private void sentence(long at, String device, String speaker) {
        int number = sentences.size();
        String text = random.nextBoolean() ? "Point " + number + " of " + random.nextInt(9) + " is settled, and costs " + random.nextInt(1_000) + " euros."
            : "第" + number + "点我们已经谈妥了，费用是" + random.nextInt(1_000) + "元。";
        String words = text.substring(0, text.length() - 1);
        sentences.add(text);
        switch (random.nextInt(6)) {
            case 0 -> {
                for (int i = 1 + random.nextInt(2); i > 0; i--) {
                    say(at - 300L * i, device, speaker, words.substring(0, words.length() - 2 * i - random.nextInt(2)));
                }
            }
            case 1 -> say(at - 100, device, speaker, words);
            default -> { }
        }
        say(at, device, speaker, text);
        switch (random.nextInt(9)) {
            case 0 -> say(at + 1_500, device, speaker, words.substring(0, 1 + random.nextInt(words.length() - 1)));
            case 1 -> say(at + 2_000 + random.nextInt(50_000), device, speaker, words.toUpperCase(Locale.ROOT) + "！");
            case 2 -> {
                String other = devices.get((devices.indexOf(device) + 1) % devices.size());
                say(at + 1_000, other, other, words.substring(0, 9));
                say(at + 1_000, other, other, words);
            }
            default -> { }
        }
    }

    private void say(long at, String device, String speaker, String text) {
        lines.add(new Line(at + 1_000, device, speaker, text, sentences.size() - 1));
    }
}
