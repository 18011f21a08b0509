// SPDX-License-Identifier: Apache-2.0
/** What the daemon shows to people: the page, its pictures, the calendar. */
package dev.halfturn.cli.serve.page;
