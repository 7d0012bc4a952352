package earshot.problem;

import module java.base;

import earshot.data.LetterCase;
import earshot.data.MessagePattern;

/// What a provider is to Earshot. It stands beside the alias in a problem, as a model, a recogniser and a voice may bear one alias.
enum ProviderPart {
    LLM, ASR, TTS;

    /// The part of the provider that a problem names first; empty where it names none.
    static Optional<ProviderPart> of(Problem problem) {
        if (problem.args().isEmpty() || !(problem.subject() instanceof ProblemSubject.Setting(String key))) {
            return Optional.empty();
        }
        String section = "." + problem.args().getFirst().replace("\\", "\\\\").replace(".", "\\.") + ".";
        return Stream.of(values()).filter(part -> key.startsWith(part.name() + section)).findFirst();
    }

    /// An alias with this part, such as `openai (recogniser)`.
    String name(String alias, Locale locale) {
        return MessagePattern.format(ProblemTexts.in(locale).getString("part." + LetterCase.lower(name())), locale, List.of(alias));
    }
}
