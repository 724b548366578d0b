// What a PAC script may call, as Netscape wrote it down in 1996 and browsers have it today. A script reaches nothing but
// these and its own words. Who runs it looks names up: an unknown one ends the run, is looked up, and the run is begun anew.
(function (everywhere) {
  "use strict";
  var toJson = JSON.stringify, isArray = Array.isArray;
  var known = Object.create(null), own = [], wanted = [];
  var DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
  var MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

  function addresses(host) {
    host = String(host).toLowerCase();
    if (numbers(host)) {
      return [host];
    }
    if (!isArray(known[host])) {
      wanted.push(host);
      throw new Error("to be looked up: " + host);
    }
    return known[host];
  }

  function isOfFour(address) {
    return address.indexOf(":") < 0;
  }

  // The numbers of an address, four bytes or eight words; null for what is none.
  function numbers(address) {
    return isOfFour(address) ? four(address) : eight(address);
  }

  function four(address) {
    var parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address);
    var bytes = parts && parts.slice(1).map(Number);
    return bytes && bytes.every(function (each) { return each < 256; }) ? bytes : null;
  }

  function eight(address) {
    var halves = address.split("%")[0].split("::");
    if (halves.length > 2 || /[^0-9a-fA-F:]/.test(halves.join(""))) {
      return null;
    }
    var ends = halves.map(function (half) {
      return half === "" ? [] : half.split(":").map(function (word) { return parseInt(word, 16); });
    });
    var front = ends[0], back = ends[1] || [], room = 8 - front.length - back.length;
    if (room < 0 || (halves.length === 1 && room !== 0)) {
      return null;
    }
    return front.concat(new Array(room).fill(0), back);
  }

  function startsAlike(one, other, bits, width) {
    for (var n = 0; bits > 0; n += 1, bits -= width) {
      var rest = Math.max(0, width - bits);
      if ((one[n] >> rest) !== (other[n] >> rest)) {
        return false;
      }
    }
    return true;
  }

  // Names and numbers

  everywhere.isPlainHostName = function (host) {
    return !/[.:]/.test(host);
  };
  everywhere.dnsDomainIs = function (host, domain) {
    return String(host).toLowerCase().endsWith(String(domain).toLowerCase());
  };
  everywhere.localHostOrDomainIs = function (host, whole) {
    return host === whole || (everywhere.isPlainHostName(host) && String(whole).indexOf(host + ".") === 0);
  };
  everywhere.dnsDomainLevels = function (host) {
    return String(host).split(".").length - 1;
  };
  everywhere.dnsResolve = function (host) {
    var found = addresses(host).filter(isOfFour);
    return found.length ? found[0] : null;
  };
  everywhere.isResolvable = function (host) {
    return everywhere.dnsResolve(host) !== null;
  };
  everywhere.convert_addr = function (address) {
    var bytes = four(String(address)) || [0, 0, 0, 0];
    return ((bytes[0] << 24) | (bytes[1] << 16) | (bytes[2] << 8) | bytes[3]);
  };
  everywhere.isInNet = function (host, net, mask) {
    var address = everywhere.dnsResolve(host);
    if (address === null || !four(String(net)) || !four(String(mask))) {
      return false;
    }
    var bits = everywhere.convert_addr(mask);
    return (everywhere.convert_addr(address) & bits) === (everywhere.convert_addr(net) & bits);
  };
  everywhere.myIpAddress = function () {
    return own.filter(isOfFour)[0] || "127.0.0.1";
  };
  everywhere.shExpMatch = function (text, pattern) {
    var literal = String(pattern).replace(/[.+^${}()|[\]\\\/]/g, "\\$&");
    return new RegExp("^" + literal.replace(/\*+/g, ".*").replace(/\?/g, ".") + "$", "s").test(text);
  };

  // As Microsoft has them, for both kinds of addresses

  everywhere.dnsResolveEx = function (host) {
    return addresses(host).join(";");
  };
  everywhere.isResolvableEx = function (host) {
    return addresses(host).length > 0;
  };
  everywhere.myIpAddressEx = function () {
    return own.join(";");
  };
  everywhere.isInNetEx = function (host, net) {
    var parts = String(net).split("/"), wide = numbers(parts[0]), bits = Number(parts[1]);
    return !!wide && bits >= 0 && bits <= (wide.length === 4 ? 32 : 128) && addresses(host).some(function (address) {
      var each = numbers(address);
      return !!each && each.length === wide.length && startsAlike(each, wide, bits, wide.length === 4 ? 8 : 16);
    });
  };
  everywhere.sortIpAddressList = function (list) {
    return list;
  };
  everywhere.getClientVersion = function () {
    return "1.0";
  };

  // Days and hours

  function asked(given) {
    var words = Array.prototype.slice.call(given), isUtc = String(words[words.length - 1]).toUpperCase() === "GMT";
    var now = new Date();
    return {
      words: isUtc ? words.slice(0, -1) : words,
      of: function (part) { return now[(isUtc ? "getUTC" : "get") + part](); }
    };
  }

  // From one to the other, both included; the first may lie behind the second: over midnight, over the year's end.
  function isWithin(at, from, to) {
    return from <= to ? from <= at && at <= to : from <= at || at <= to;
  }

  everywhere.weekdayRange = function () {
    var it = asked(arguments), days = it.words.map(function (word) { return DAYS.indexOf(String(word).toUpperCase()); });
    return days.indexOf(-1) < 0 && isWithin(it.of("Day"), days[0], days[days.length - 1]);
  };

  function dated(word) {
    var month = MONTHS.indexOf(String(word).toUpperCase());
    if (month >= 0) {
      return { weight: 32, value: month, part: "Month" };
    }
    return Number(word) > 31 ? { weight: 512, value: Number(word), part: "FullYear" }
                             : { weight: 1, value: Number(word), part: "Date" };
  }

  everywhere.dateRange = function () {
    var it = asked(arguments), parts = it.words.map(dated);
    var half = parts.length % 2 ? parts.length : parts.length / 2;
    function sum(of) {
      return function (total, part) { return total + part.weight * of(part); };
    }
    function itself(part) { return part.value; }
    var from = parts.slice(0, half), to = parts.slice(-half);
    var today = from.reduce(sum(function (part) { return it.of(part.part); }), 0);
    return parts.length > 0 && isWithin(today, from.reduce(sum(itself), 0), to.reduce(sum(itself), 0));
  };

  everywhere.timeRange = function () {
    var it = asked(arguments), words = it.words.map(Number);
    var half = words.length === 1 ? 1 : words.length / 2, at = [it.of("Hours"), it.of("Minutes"), it.of("Seconds")];
    function sum(parts) {
      return parts.reduce(function (total, part) { return total * 60 + part; }, 0);
    }
    return words.length > 0 && isWithin(sum(at.slice(0, half)), sum(words.slice(0, half)), sum(words.slice(-half)));
  };

  everywhere.alert = function () {};

  // For who runs it

  everywhere.begin = function (names, addressesHere) {
    Object.keys(names).forEach(function (name) { known[name] = names[name]; });
    own = addressesHere;
    delete everywhere.begin;
  };
  return function (url, host) {
    var said = null, why = "";
    try {
      said = everywhere.FindProxyForURL(url, host);
    } catch (error) {
      why = String(error);
    }
    return toJson({ said: typeof said === "string" ? said : null, wanted: wanted, why: why });
  };
})(globalThis);
