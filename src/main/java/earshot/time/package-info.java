/// The clock as an object that is passed in, so that tests control time.
package earshot.time;
