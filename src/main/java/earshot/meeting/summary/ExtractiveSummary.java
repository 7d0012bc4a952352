package earshot.meeting.summary;

import module java.base;

import earshot.meeting.MeetingSentence;

/// Minutes without a model: sentences of the transcript, word for word, selected by keywords.
final class ExtractiveSummary {
    private static final Pattern DECISION = Pattern.compile("决定|同意|确定|通过|定在|定为|就这么|\\b(decid|agree|approv|settled|we will go with)", Pattern.CASE_INSENSITIVE);
    private static final Pattern ACTION = Pattern.compile(
        "负责|跟进|我来|请你|需要.{0,12}(完成|提交|准备|联系)|\\b(I'll|I will|will (send|write|call|prepare|check)|action item|to-?do|please)\\b",
        Pattern.CASE_INSENSITIVE);
    private static final Pattern RISK = Pattern.compile("风险|担心|来不及|延期|隐患|可能会.{0,8}(失败|出错|超)|\\b(risk|worr|concern|delay|might fail|blocked)",
        Pattern.CASE_INSENSITIVE);
    private static final Pattern NEXT = Pattern.compile("下一步|下周|接下来|之后再|明天|\\b(next (step|week|time|meeting)|tomorrow|follow.?up)", Pattern.CASE_INSENSITIVE);
    /// Sentences shorter than this are ignored, and length beyond the maximum adds no weight.
    private static final int SHORT = 6;
    private static final int LONG = 120;
    private static final int BULLETS = 6;

    private ExtractiveSummary() {}

    static MinutesFields of(List<MeetingSentence> sentences) {
        List<String> said = sentences.stream().map(MeetingSentence::text).map(String::strip).filter(text -> text.length() >= SHORT).toList();
        return new MinutesFields("", mostWeighty(said), matching(said, DECISION), matching(said, ACTION), matching(said, RISK), matching(said, NEXT));
    }

    private static List<String> matching(List<String> said, Pattern words) {
        return said.stream().filter(text -> words.matcher(text).find()).toList();
    }

    /// The sentence of greatest weight in each sixth of the meeting, so that no part of it is passed over.
    private static List<String> mostWeighty(List<String> said) {
        List<String> bullets = new ArrayList<>();
        for (int stretch = 0; stretch < BULLETS; stretch++) {
            said.subList(said.size() * stretch / BULLETS, said.size() * (stretch + 1) / BULLETS).stream()
                .max(Comparator.comparingInt(ExtractiveSummary::weight)).ifPresent(bullets::add);
        }
        return bullets;
    }

    private static int weight(String text) {
        int weight = Math.min(text.length(), LONG);
        for (Pattern words : List.of(DECISION, ACTION, RISK, NEXT)) {
            weight += words.matcher(text).find() ? LONG : 0;
        }
        return weight;
    }
}
