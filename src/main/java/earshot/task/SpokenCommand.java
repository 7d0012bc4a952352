package earshot.task;

import module java.base;

import earshot.data.LetterCase;

/// What a person tells the list of tasks directly. Source: badge-protocol section 3.6.
///
/// @param number of the task, counted from 1 in [Task#ORDER]; empty when none was said
record SpokenCommand(Intent intent, OptionalInt number) {
    /// In the order in which they are looked for.
    enum Intent {
        ASSIGN("认领任务", "领取任务", "我来做", "assign to me", "claim task", "接收", "接受", "接手", "接单", "接收工作", "接受工作", "接手工作"),
        COMPLETE("完成任务", "标记完成", "做完了", "mark done", "complete task", "搞定了", "已完成", "完成工作", "办完工作"),
        REFRESH("刷新列表", "刷新任务", "拉取任务", "refresh", "pull", "update list", "刷新", "更新列表");

        private final List<String> phrases;

        Intent(String... phrases) {
            this.phrases = List.of(phrases);
        }

        private boolean in(String text) {
            return phrases.stream().anyMatch(text::contains);
        }
    }

    /// A group has at most 200 tasks, but nobody counts further than this.
    private static final int MOST = 99;
    private static final List<String> CARDINALS = numerals("",
        List.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
        "seventeen", "eighteen", "nineteen"), "y");
    private static final List<String> ORDINALS = numerals("th",
        List.of("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth",
            "fourteenth",
        "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"), "ie");
    private static final String CHINESE = "一二三四五六七八九";
    private static final String CHINESE_NUMERAL = "[" + CHINESE + "两十百]{1,6}";
    private static final Pattern ORDINAL = Pattern.compile("\\b(" + anyOf(ORDINALS) + ")\\b");
    private static final Pattern COUNTED = Pattern.compile("(?:\\btask\\s*|第|条|个)(\\d{1,9})(?!\\d)");
    private static final Pattern CARDINAL = Pattern.compile("\\btask (" + anyOf(CARDINALS) + ")\\b");
    private static final Pattern CHINESE_COUNTED = Pattern.compile("(?:任务|工作|第)(" + CHINESE_NUMERAL + ")");
    private static final Pattern BARE = Pattern.compile("(?<!\\d)(\\d{1,2})(?!\\d)");
    /// "claim the second task", "complete my task".
    private static final Pattern PARTED = Pattern
        .compile("\\b(claim|complete|mark) (?:the |my |this )?(?:" + anyOf(ORDINALS) + ") (task|done)\\b|\\b(claim|complete) (?:the |my |this )(task)\\b");

    /// 完成第二个任务.
    private static final Pattern CHINESE_PARTED = Pattern.compile("第?(?:\\d{1,9}|" + CHINESE_NUMERAL + ")[个条项]?(?=任务|工作)");

    /// The words for 1 to [#MOST].
    ///
    /// @param ending of a full ten
    /// @param joint before it: `twent` + `ie` + `th`
    private static List<String> numerals(String ending, List<String> begin, String joint) {
        List<String> tens = List.of("twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet");
        return IntStream.rangeClosed(1, MOST)
            .mapToObj(
                n -> n < 20 ? begin.get(n - 1) : n % 10 == 0 ? tens.get(n / 10 - 2) + joint + ending : tens.get(n / 10 - 2) + "y " + begin.get(n % 10 - 1))
            .toList();
    }

    /// The longest first: `twenty one` is not `twenty`.
    private static String anyOf(List<String> words) {
        return String.join("|", words.reversed()).replace(" ", "[ -]");
    }

    /// The command in a sentence; a number between the words of a phrase does not part them.
    static Optional<SpokenCommand> in(String said) {
        String text = LetterCase.folded(said.strip());
        String joined = PARTED.matcher(CHINESE_PARTED.matcher(text).replaceAll(""))
            .replaceAll(found -> Optional.ofNullable(found.group(1)).orElse(found.group(3)) + " " + Optional.ofNullable(found.group(2)).orElse(found.group(4)));
        return Arrays.stream(Intent.values()).filter(intent -> intent.in(joined)).findFirst().map(intent -> new SpokenCommand(intent, number(text)));
    }

    /// The first way of counting that is found.
    private static OptionalInt number(String text) {
        return Stream.<Function<String, OptionalInt>>of(
                all -> word(ORDINAL, all, found -> ORDINALS.indexOf(found.replace('-', ' ')) + 1),
                all -> word(COUNTED, all, Integer::parseInt),
                all -> word(CARDINAL, all, found -> CARDINALS.indexOf(found.replace('-', ' ')) + 1),
                all -> word(CHINESE_COUNTED, all, SpokenCommand::chinese),
                all -> word(BARE, all, Integer::parseInt))
            .map(way -> way.apply(text)).filter(OptionalInt::isPresent).findFirst().orElse(OptionalInt.empty());
    }

    /// 十二 is 12, 二十 is 20, 一百零一 is at least 100, which is enough: there is no such task.
    private static int chinese(String numeral) {
        int sum = 0;
        int digit = 0;
        for (char letter : numeral.toCharArray()) {
            switch (letter) {
                case '十', '百' -> {
                    sum += Math.max(1, digit) * (letter == '十' ? 10 : 100);
                    digit = 0;
                }
                default -> digit = digit * 10 + (letter == '两' ? 2 : CHINESE.indexOf(letter) + 1);
            }
        }
        return sum + digit;
    }

    private static OptionalInt word(Pattern way, String text, ToIntFunction<String> number) {
        Matcher found = way.matcher(text);
        return found.find() ? OptionalInt.of(number.applyAsInt(found.group(1))) : OptionalInt.empty();
    }

    /// What of this a recognizer with a fixed list of sentences listens for.
    static List<String> sentences() {
        Stream<String> counted = CARDINALS.stream().limit(5).flatMap(number -> Stream.of("claim task " + number, "complete task " + number));
        return Stream.concat(Stream.of("claim task", "complete task", "update list"), counted).toList();
    }

    /// The request that performs it; empty when there is no such task.
    ///
    /// @param board the tasks of the group, in order
    /// @param mine whether an owner is who speaks
    Optional<WorkflowRequest> request(List<Task> board, Predicate<String> mine) {
        List<Task> open = board.stream().filter(task -> !task.done()).toList();
        if (intent == Intent.REFRESH) {
            return Optional.of(new WorkflowRequest.Show());
        }
        Optional<Task> target = number.isPresent() ? numbered(open, number.getAsInt()) : switch (intent) {
            case ASSIGN -> open.stream().filter(task -> task.owner().filter(mine).isEmpty()).findFirst().or(() -> board.stream().findFirst());
            case COMPLETE -> open.stream().findFirst();
            case REFRESH -> Optional.empty();
        };
        return target.map(task -> task.key().id())
            .map(id -> intent == Intent.ASSIGN ? new WorkflowRequest.Assign(id, Optional.empty()) : new WorkflowRequest.Complete(List.of(id)));
    }

    private static Optional<Task> numbered(List<Task> open, int number) {
        return number >= 1 && number <= open.size() ? Optional.of(open.get(number - 1)) : Optional.empty();
    }
}
