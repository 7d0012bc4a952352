package earshot.ui.kit;

import module java.base;

import earshot.data.Alignment;
import earshot.data.ControlCharacters;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/// A text whose words are marked where another text has not the same ones in the same order.
public final class WordDifference {
    private static final int MOST_WORDS = 300;

    private WordDifference() {}

    /// A word of a text, with the space or the end of the line after it where there is one.
    ///
    /// @param same whether the other text has it, too
    public record Piece(String word, boolean same) {}

    public static List<Piece> pieces(String text, String other) {
        return Alignment.of(words(text), words(other), String::strip).stream()
            .flatMap(pair -> pair.left().map(word -> new Piece(word, pair.right().isPresent())).stream()).toList();
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        text.strip().lines().map(WordDifference::wordsOfLine).filter(line -> !line.isEmpty()).forEach(line -> {
            if (!words.isEmpty()) {
                words.add(words.removeLast().strip() + "\n");
            }
            words.addAll(line);
        });
        return words;
    }

    /// By the rules of Unicode, which know words of Chinese as well. What is not a letter belongs to the word before it.
    private static List<String> wordsOfLine(String text) {
        BreakIterator breaks = BreakIterator.getWordInstance(Locale.ROOT);
        String stripped = text.strip();
        breaks.setText(stripped);
        List<String> words = new ArrayList<>();
        int from = breaks.first();
        for (int to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
            String word = stripped.substring(from, to);
            if (words.isEmpty() || Character.isLetterOrDigit(word.codePointAt(0))) {
                words.add(word);
            } else {
                String before = words.removeLast();
                words.add(before + (!word.isBlank() ? word : before.endsWith(" ") ? "" : " "));
            }
        }
        return words;
    }

    /// The words as they are shown, a pane for each line. Each word is a label of its own, so that the pane wraps them and no text needs to.
    ///
    /// @param instead shown where there is no text
    public static Node flow(String text, String other, String instead) {
        VBox lines = new VBox(2, line());
        lines.setAccessibleText(text.isBlank() ? instead : text);
        List<Piece> pieces = pieces(text, other);
        for (Piece piece : pieces.subList(0, Math.min(pieces.size(), MOST_WORDS))) {
            add(lines, Nodes.label(ControlCharacters.toSpaces(piece.word()) + (piece.word().endsWith(" ") ? " " : ""), piece.same() ? "word" : "other-word"));
            if (piece.word().endsWith("\n")) {
                lines.getChildren().add(line());
            }
        }
        if (pieces.size() > MOST_WORDS) {
            add(lines, Nodes.label("…", "muted"));
        }
        if (pieces.isEmpty()) {
            add(lines, Nodes.label(instead, "muted"));
        }
        return lines;
    }

    private static void add(VBox lines, Node word) {
        ((FlowPane) lines.getChildren().getLast()).getChildren().add(word);
    }

    private static FlowPane line() {
        FlowPane line = new FlowPane(0, 2);
        line.setAlignment(Pos.BASELINE_LEFT);
        return line;
    }
}
