/** Who did what with the secrets, and when: a log that shows whether somebody changed it. */
package dev.halfturn.audit;
