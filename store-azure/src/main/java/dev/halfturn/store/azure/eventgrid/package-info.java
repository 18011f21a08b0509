// SPDX-License-Identifier: Apache-2.0
/** Wake-ups by one queue of Azure Storage, into which Event Grid delivers what a vault tells. */
package dev.halfturn.store.azure.eventgrid;
