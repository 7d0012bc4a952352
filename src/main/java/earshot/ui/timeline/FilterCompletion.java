package earshot.ui.timeline;

import module java.base;

import earshot.data.LetterCase;
import earshot.data.TextLimit;
import earshot.ui.kit.CompletionKeys;
import earshot.ui.kit.DisplayConverter;
import earshot.ui.kit.Texts;
import javafx.scene.control.PopupControl;
import javafx.scene.control.TextField;
import org.controlsfx.control.textfield.TextFields;

/// What may follow in the filter of the timeline, and in plain words what it means. It is offered by its beginning, else by those words.
///
/// @param text the whole filter with it
record FilterCompletion(String text, String words) {
    /// Most that are offered at once.
    private static final int MOST = 12;
    /// Characters that are shown of a filter, and of its words: names may have any length.
    private static final int LONGEST = 40;
    /// Pixels, so that nothing of that is cut.
    private static final double WIDTH = 520;

    /// Completions of the last word.
    ///
    /// @param types those that occur
    /// @param devices names, or ids where a name has a blank
    static List<FilterCompletion> of(String typed, Collection<String> types, Collection<String> devices, Texts texts) {
        List<String> tokens = EventFilter.tokens(typed);
        String last = typed.isEmpty() || typed.endsWith(" ") || tokens.isEmpty() ? "" : tokens.getLast();
        String before = last.isEmpty() ? typed : typed.substring(0, typed.lastIndexOf(last));
        Map<String, String> fields = new TreeMap<>();
        types.forEach(type -> fields.put("type:" + type, texts.get("filter.words.type", type)));
        List.of("in", "out", "here").forEach(direction -> fields.put("dir:" + direction, texts.get("filter.words.dir." + direction)));
        List.of("warning", "critical").forEach(level -> fields.put("level:" + level, texts.get("filter.words.level." + level)));
        devices.forEach(device -> fields.put("device:" + device, texts.get("filter.words.device", device)));
        fields.put("size>1000", texts.get("filter.words.size"));
        String sought = LetterCase.folded(last);
        if (sought.isEmpty()) {
            return List.of();
        }
        List<FilterCompletion> begin = completions(fields, before, last, (field, _) -> LetterCase.folded(field).startsWith(sought));
        return begin.isEmpty() ? completions(fields, before, last, (_, words) -> means(LetterCase.folded(words), sought)) : begin;
    }

    private static List<FilterCompletion> completions(Map<String, String> fields, String before, String last, BiPredicate<String, String> offered) {
        return fields.entrySet().stream().filter(field -> !field.getKey().equals(last) && offered.test(field.getKey(), field.getValue())).limit(MOST)
            .map(field -> new FilterCompletion(before + field.getKey(), field.getValue())).toList();
    }

    /// From three letters on a word that begins so; Chinese has no blanks between words.
    private static boolean means(String words, String sought) {
        return sought.length() > 2 && (words.startsWith(sought) || words.contains(" " + sought))
            || Character.isIdeographic(sought.codePointAt(0)) && words.contains(sought);
    }

    /// Offers them below a field while a person types.
    static void offer(TextField field, Function<String, List<FilterCompletion>> completions) {
        var binding = TextFields.bindAutoCompletion(field, request -> completions.apply(request.getUserText()),
            DisplayConverter.of(completion -> TextLimit.cut(completion.text(), LONGEST) + "   —  " + TextLimit.cut(completion.words(), LONGEST)));
        binding.setOnAutoCompleted(event -> {
            field.setText(event.getCompletion().text());
            field.end();
        });
        // its own type is not exported
        PopupControl popup = binding.getAutoCompletionPopup();
        popup.skinProperty().subscribe(skin -> Optional.ofNullable(skin).ifPresent(made -> CompletionKeys.install(made.getNode())));
        binding.setDelay(60);
        binding.setVisibleRowCount(8);
        binding.setPrefWidth(WIDTH);
    }
}
