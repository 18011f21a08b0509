// SPDX-License-Identifier: Apache-2.0
/** A web application that calls the Selling Partner API. */
package com.example.springboot;
