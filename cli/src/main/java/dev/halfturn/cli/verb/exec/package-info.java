// SPDX-License-Identifier: Apache-2.0
/** {@code halfturn exec}: a program is run with what it needs of an application, and no more. */
package dev.halfturn.cli.verb.exec;
