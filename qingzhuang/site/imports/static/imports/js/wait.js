// While a list is being worked on, the page of all lists is loaded again now and then.
setTimeout(() => { if (!document.hidden) location.reload(); }, 2500);
