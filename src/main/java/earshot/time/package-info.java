/// The clock as a value that is handed in, so that tests own time.
package earshot.time;
