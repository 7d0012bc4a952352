/// A failure as a value: what happened, why, what to do, where to go. Each code has these three texts in both languages.
package earshot.problem;
